import { useState } from "react";
import { useTranslations } from "use-intl";
import { PinPad } from "../../shared/ui/PinPad";
import { useProblem } from "../../shared/ui/useProblem";
import type { ApprovalAsk } from "../store";
import { approve } from "../wire/orders";
import { Problem, Sheet } from "./Sheet";

const known = new Set([
  "sales.refund",
  "sales.exceed_discount_limit",
  "tabs.remove_sent",
  "tabs.cancel",
  "drawers.open",
  "drawers.move",
  "drawers.close",
]);

/** Somebody who may allows this one act by PIN; nobody signs in or out. */
export function ApprovalSheet({ ask }: { ask: ApprovalAsk }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const [problem, setProblem] = useState("");
  const words = known.has(ask.permission) ? t(`approval.what.${ask.permission.replace(".", "_")}`) : ask.permission;
  const what = ask.act ? t(`approval.what.${ask.act}`) : words;
  const allow = async (pinCode: string) => {
    setProblem("");
    try {
      ask.answer(await approve({ pinCode }, ask.permission, what.slice(0, 200)));
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  return (
    <Sheet title={t("approval.title")} onClose={() => ask.answer(null)}>
      <p>{what}</p>
      <p className="hint">{t("approval.who")}</p>
      <Problem text={problem} />
      <PinPad go={t("approval.allow")} sendsItself onPin={allow} />
    </Sheet>
  );
}

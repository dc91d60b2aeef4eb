import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ApiError } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { TrustLink } from "../../shared/ui/TrustLink";
import { useProblem } from "../../shared/ui/useProblem";
import { askApproval } from "../approvals";
import { useTill } from "../store";
import { retry } from "../tendering";
import type { Waiting } from "../wire/db";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";

/** The sale as a file, for who has to enter it by hand. */
function saveFile(entry: Waiting): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([JSON.stringify(entry, null, 2)], { type: "application/json" }));
  link.download = `sale-${entry.id}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function Entry({ entry, onProblem }: { entry: Waiting; onProblem: (words: string) => void }) {
  const t = useTranslations("till");
  const format = useFormatter();
  const { money } = useMoney();
  const problemOf = useProblem();
  const canAllow = useSession((state) => state.may("sales.exceed_discount_limit"));
  const again = async (ask: boolean) => {
    try {
      const token = ask ? await askApproval("sales.exceed_discount_limit") : null;
      if (!ask || token) await retry(entry, token);
    } catch (error) {
      onProblem(problemOf(error));
    }
  };
  const { words, refused } = entry;
  const said = refused ? problemOf(new ApiError(refused.status, refused.code, words, refused.details, null)) : words;
  const time = format.dateTime(entry.at, { dateStyle: "short", timeStyle: "short" });
  return (
    <li className={styles.item}>
      <strong>{money(entry.total)}</strong>
      <span>{time}</span>
      <span className="hint">{entry.soldBy}</span>
      <span className="hint">{t("waiting.tries", { count: entry.tries })}</span>
      <span className={styles.end}>
        {t(entry.state === "attention" ? "state.attention" : entry.tries > 0 ? "waiting.willTry" : "waiting.onItsWay")}
      </span>
      {said && <p className="problem">{said}</p>}
      <button type="button" className="button" onClick={() => void again(false)}>
        {t("waiting.retry")}
      </button>
      <button type="button" className="button" onClick={() => saveFile(entry)}>
        {t("waiting.save")}
      </button>
      {entry.state === "attention" && !canAllow && (
        <button type="button" className="button" onClick={() => void again(true)}>
          {t("waiting.askManager")}
        </button>
      )}
    </li>
  );
}

/** Every sale that the server has not confirmed, with what it said. */
export function WaitingSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const waiting = useTill((state) => state.waiting);
  const [problem, setProblem] = useState("");
  return (
    <Sheet title={t("waiting.title")} onClose={onClose} wide>
      <Problem text={problem} />
      {waiting.length === 0 ? (
        <p>{t("waiting.none")}</p>
      ) : (
        <>
          <p className="hint">{t("waiting.text")}</p>
          <ul className={styles.list}>
            {waiting.map((entry) => (
              <Entry key={entry.id} entry={entry} onProblem={setProblem} />
            ))}
          </ul>
        </>
      )}
      {!window.isSecureContext && (
        <>
          <p className="hint">{t("help.plain")}</p>
          <TrustLink />
        </>
      )}
    </Sheet>
  );
}

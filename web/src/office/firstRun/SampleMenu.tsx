import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import type { ImportAnswer } from "../menu/wire";
import { Problem } from "../parts/parts";

/** A short menu to begin with, in the person's language; it goes the way of every import. */
export function SampleMenu({ onDone }: { onDone: () => void }) {
  const t = useTranslations("office.firstRun.menu");
  const act = useAct();
  const take = async () => {
    const form = new FormData();
    form.set("file", new File([t("csv")], "sample.csv", { type: "text/csv" }));
    form.set("updateExisting", "false");
    form.set("dryRun", "false");
    if (await act.run((key) => api.post<ImportAnswer>("/menu_items/bulk-import", form, { key }))) onDone();
  };
  return (
    <>
      <button type="button" className="button primary" disabled={act.busy} onClick={() => void take()}>
        {t("sample")}
      </button>
      <Problem of={act.problem} />
    </>
  );
}

import { useCallback, useState } from "react";
import { useFormatter, useNow, useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { useProblem } from "../../shared/ui/useProblem";
import { showSheet, useTill } from "../store";
import { cancelTab, resume } from "../tabActions";
import { Problem, Sheet } from "./Sheet";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";
import { useOpenTabs } from "./useOpenTabs";
import { useTabName } from "./useTabName";

function CancelTab({ onProblem }: { onProblem: (error: unknown) => void }) {
  const t = useTranslations("till");
  const nameOf = useTabName();
  const tab = useTill((state) => state.order.tab);
  const [reason, setReason] = useState("");
  if (!tab) return null;
  return (
    <div className={styles.row}>
      <div className="field grow">
        <label htmlFor="cancel-reason">{t("tabs.cancelReason", { name: nameOf(tab) })}</label>
        <input id="cancel-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <button
        type="button"
        className="button danger"
        disabled={!reason.trim()}
        onClick={() => void cancelTab(reason.trim()).then(() => showSheet(null), onProblem)}
      >
        {t("tabs.cancel")}
      </button>
    </div>
  );
}

/** Open orders: one tap lays one on the counter. */
export function TabsSheet({ onClose }: { onClose: () => void }) {
  const t = useTranslations("till");
  const nameOf = useTabName();
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const { money } = useMoney();
  const problemOf = useProblem();
  const [problem, setProblem] = useState("");
  const tell = useCallback((error: unknown) => setProblem(problemOf(error)), [problemOf]);
  const open = useOpenTabs(tell);
  const order = useTill((state) => state.order);
  const busy = order.lines.some((line) => !line.known);
  return (
    <Sheet title={t("tabs.title")} onClose={onClose} wide>
      <Problem text={problem} />
      {busy && <p className="hint">{t("tabs.busy")}</p>}
      {open?.length === 0 && <p>{t("tabs.none")}</p>}
      <ul className={styles.list}>
        {open?.map((tab) => (
          <li key={tab.id}>
            <button
              type="button"
              className={styles.item}
              disabled={busy}
              onClick={() => void resume(tab.id).then(() => showSheet(null), tell)}
            >
              <strong>{nameOf(tab)}</strong>
              <span className="hint">{format.relativeTime(new Date(tab.openedAt), now)}</span>
              <span className="hint">
                {tab.lines
                  .map((line) => `${line.quantity} × ${line.name}`)
                  .join(", ")
                  .slice(0, 90)}
              </span>
              <span className={styles.end}>{money(fromWire(tab.figures.total))}</span>
            </button>
          </li>
        ))}
      </ul>
      <CancelTab onProblem={tell} />
    </Sheet>
  );
}

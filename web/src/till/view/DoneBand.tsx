import { useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useProblem } from "../../shared/ui/useProblem";
import { withApproval } from "../approvals";
import { atTill, showGiveBack, useTill } from "../store";
import { undo, undoMs } from "../tendering";
import type { Done } from "../wire/db";
import { orders } from "../wire/orders";
import styles from "./Cart.module.css";
import { EmailField } from "./EmailField";
import { useMoney } from "./useMoney";
import { useSaleNotes } from "./useSaleNotes";

/** Whether a moment is still to come; renders again when it has. */
function useBefore(moment: number): boolean {
  const [before, setBefore] = useState(Date.now() < moment);
  useEffect(() => {
    const left = moment - Date.now();
    setBefore(left > 0);
    if (left <= 0) return;
    const timer = setTimeout(() => setBefore(false), left);
    return () => clearTimeout(timer);
  }, [moment]);
  return before;
}

function Actions({ done, orderId }: { done: Done; orderId: string }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const may = useSession((state) => state.may);
  const canUndo = useBefore(done.at + undoMs);
  const [mailing, setMailing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [words, setWords] = useState("");
  const act = async (what: () => Promise<unknown>, said: string) => {
    setBusy(true);
    try {
      await what();
      setWords(said);
    } catch (error) {
      setWords(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <div className={styles.tools}>
        {canUndo && done.state === "accepted" && (
          <button type="button" className="button" disabled={busy} onClick={() => void act(undo, "")}>
            {t("done.undo")}
          </button>
        )}
        {may("receipts.reprint") && done.state === "accepted" && (
          <button
            type="button"
            className="button"
            disabled={busy}
            onClick={() =>
              void act(() => withApproval((approval) => orders.reprint(orderId, atTill(approval))), t("done.reprinted"))
            }
          >
            {t("done.reprint")}
          </button>
        )}
        {may("sales.view_history") && done.state === "accepted" && (
          <button type="button" className="button" disabled={busy} onClick={() => showGiveBack(orderId)}>
            {t("history.giveBack")}
          </button>
        )}
        {may("receipts.email") && !mailing && (
          <button type="button" className="button" onClick={() => setMailing(true)}>
            {t("done.email")}
          </button>
        )}
      </div>
      {mailing && <EmailField orderId={orderId} onDone={() => setMailing(false)} onWords={setWords} />}
      <p aria-live="polite" className={words ? styles.bandNote : "visually-hidden"}>
        {words}
      </p>
    </>
  );
}

/** The last sale, until the next tender: what goes back, its number when the server has given it, and what can be done with it. */
export function DoneBand() {
  const t = useTranslations("till");
  const { money } = useMoney();
  const notesOf = useSaleNotes();
  const done = useTill((state) => state.done);
  const selling = useTill((state) => state.order.lines.length > 0);
  return (
    <div>
      <div role="status" aria-live="assertive" className={done ? styles.band : undefined} data-state={done?.state}>
        {done && (
          <>
            <p className={styles.paid}>
              <strong>{done.state === "undone" ? t("done.undone") : t("done.paid")}</strong> {money(done.total)}
              {done.tip > 0 && ` · ${t("done.tip", { amount: money(done.tip) })}`}
              {done.number && <span> · {done.number.replace(/^ORD-\d+-/, "#")}</span>}
              {done.state === "kept" && <span> · {t("done.onItsWay")}</span>}
              {done.state === "attention" && <strong> · {t("state.attention")}</strong>}
            </p>
            {done.state !== "undone" && (
              <p className={styles.changeRow}>
                <span>{t("done.change")}</span>{" "}
                <strong className={done.isCash ? styles.change : undefined}>{money(done.change)}</strong>
              </p>
            )}
          </>
        )}
      </div>
      <div aria-live="polite">
        {(done ? notesOf(done) : []).map((note) => (
          <p key={note} className={styles.bandNote}>
            {note}
          </p>
        ))}
      </div>
      {done?.orderId && !selling && <Actions key={done.id} done={done} orderId={done.orderId} />}
    </div>
  );
}

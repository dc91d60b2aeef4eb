import { useState } from "react";
import { useTranslations } from "use-intl";
import { toWire } from "../../shared/money/money";
import { countedAmount, denominationsOf, wireCount } from "../model/counting";
import { padAmount } from "../model/pad";
import { atTill, useTill } from "../store";
import { type Count, type Drawer, drawers, type ZReport } from "../wire/drawers";
import { AmountPad } from "./AmountPad";
import type { Act } from "./DrawerSheet";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";

function Pieces({
  counts,
  onCounts,
}: {
  counts: Record<number, number>;
  onCounts: (counts: Record<number, number>) => void;
}) {
  const t = useTranslations("till");
  const { money, note } = useMoney();
  const currency = useTill((state) => state.snapshot?.rules.currency ?? "");
  return (
    <div className={styles.column}>
      <div className={styles.pieces}>
        {denominationsOf(currency).map((minor) => (
          <div key={minor} className="field">
            <label htmlFor={`count-${minor}`}>{t("drawer.piecesOf", { worth: note(minor) })}</label>
            <input
              id={`count-${minor}`}
              inputMode="numeric"
              value={counts[minor] || ""}
              onChange={(event) =>
                onCounts({ ...counts, [minor]: Number(event.target.value.replace(/\D/g, "").slice(0, 5)) })
              }
            />
          </div>
        ))}
      </div>
      <p>
        {t("drawer.counted")} <strong className={styles.big}>{money(countedAmount(counts))}</strong>
      </p>
    </div>
  );
}

/** Nothing was counted: the drawer is empty, or somebody has tapped too early. */
function EmptyQuestion({ onEmpty, onBack }: { onEmpty: () => void; onBack: () => void }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  return (
    <div role="alert" className={styles.column}>
      <p>{t("drawer.isEmpty")}</p>
      <div className={styles.row}>
        <button type="button" className="button" onClick={onBack}>
          {t("drawer.countOn")}
        </button>
        <button type="button" className="button danger" onClick={onEmpty}>
          {t("drawer.closeEmpty", { amount: money(0) })}
        </button>
      </div>
    </div>
  );
}

/** Counts what lies in the drawer, by pieces or as a sum, and closes it. A difference is never refused; that nothing was counted is
 * asked about. */
export function CountDrawer({ drawer, act, onClosed }: { drawer: Drawer; act: Act; onClosed: (z: ZReport) => void }) {
  const t = useTranslations("till");
  const [byPieces, setByPieces] = useState(true);
  const [counts, setCounts] = useState<Record<number, number>>({});
  const [sum, setSum] = useState("");
  const [asksEmpty, setAsksEmpty] = useState(false);
  const waiting = useTill((state) => state.waiting.length);
  const isEmpty = (byPieces ? countedAmount(counts) : padAmount(sum)) === 0;
  /** Whoever counts on has answered. */
  const counting =
    <Value,>(keep: (value: Value) => void) =>
    (value: Value) => {
      setAsksEmpty(false);
      keep(value);
    };
  const close = async () => {
    setAsksEmpty(false);
    const cash: Count = byPieces ? { denominations: wireCount(counts) } : { amount: toWire(padAmount(sum)) };
    const z = await act((approval) => drawers.close(drawer.id, { cash }, null, atTill(approval)), t("drawer.done"));
    if (z) onClosed(z);
  };
  return (
    <div className={styles.column}>
      {waiting > 0 && <p className="problem">{t("drawer.waiting", { count: waiting })}</p>}
      <fieldset className={`${styles.row} ${styles.group}`} aria-label={t("drawer.how")}>
        <button type="button" className="button" aria-pressed={byPieces} onClick={() => setByPieces(true)}>
          {t("drawer.byPieces")}
        </button>
        <button type="button" className="button" aria-pressed={!byPieces} onClick={() => setByPieces(false)}>
          {t("drawer.bySum")}
        </button>
      </fieldset>
      {byPieces ? (
        <Pieces counts={counts} onCounts={counting(setCounts)} />
      ) : (
        <AmountPad label={t("drawer.counted")} text={sum} onText={counting(setSum)} />
      )}
      {asksEmpty && isEmpty ? (
        <EmptyQuestion onEmpty={() => void close()} onBack={() => setAsksEmpty(false)} />
      ) : (
        <button type="button" className="button primary" onClick={() => (isEmpty ? setAsksEmpty(true) : void close())}>
          {t("drawer.closeNow")}
        </button>
      )}
    </div>
  );
}

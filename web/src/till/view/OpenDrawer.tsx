import { useState } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { newId } from "../../shared/api/id";
import { fromWire, toWire } from "../../shared/money/money";
import { padAmount } from "../model/pad";
import { atTill } from "../store";
import { type Drawer, drawers, type Movement, type ZReport } from "../wire/drawers";
import { AmountPad } from "./AmountPad";
import { CountDrawer } from "./CountDrawer";
import type { Act } from "./DrawerSheet";
import styles from "./Sheet.module.css";
import { useMoney } from "./useMoney";

function Move({ drawer, type, act, onDone }: { drawer: Drawer; type: Movement; act: Act; onDone: () => void }) {
  const t = useTranslations("till");
  const [text, setText] = useState("");
  const [reason, setReason] = useState("");
  // The form's: sent once more after no answer it is the same movement.
  const [key] = useState(() => newId());
  const needsAmount = type !== "no_sale";
  const move = async () => {
    const amount = needsAmount ? toWire(padAmount(text)) : null;
    const done = await act(
      (approval) => drawers.move(drawer.id, type, amount, reason.trim(), { ...atTill(approval), key }),
      t("drawer.moved"),
    );
    if (done !== null) onDone();
  };
  return (
    <div className={styles.columns}>
      {needsAmount && <AmountPad label={t(`drawer.${type}`)} text={text} onText={setText} />}
      <div className={styles.column}>
        <div className="field">
          <label htmlFor="move-reason">{t("reason")}</label>
          <input id="move-reason" value={reason} onChange={(event) => setReason(event.target.value)} />
        </div>
        <button
          type="button"
          className="button primary"
          disabled={!reason.trim() || (needsAmount && padAmount(text) === 0)}
          onClick={() => void move()}
        >
          {t(`drawer.${type}`)}
        </button>
      </div>
    </div>
  );
}

/** An open drawer: counted and closed, which is what most come for; cash in and out, opened without a sale. */
export function OpenDrawer({ drawer, act, onClosed }: { drawer: Drawer; act: Act; onClosed: (z: ZReport) => void }) {
  const t = useTranslations("till");
  const format = useFormatter();
  const { money } = useMoney();
  const [mode, setMode] = useState<Movement | "close">("close");
  return (
    <div className={styles.column}>
      <p>
        {t("drawer.openSince", {
          name: drawer.tillName,
          time: format.dateTime(new Date(drawer.openedAt), { dateStyle: "short", timeStyle: "short" }),
          amount: money(fromWire(drawer.openingFloat)),
        })}
      </p>
      {drawer.expected !== undefined && drawer.expected !== null && (
        <p>
          {t("drawer.expected")} <strong>{money(fromWire(drawer.expected))}</strong>
        </p>
      )}
      <div className={styles.row}>
        {(["paid_in", "paid_out", "no_sale", "close"] as const).map((one) => (
          <button
            key={one}
            type="button"
            className="button"
            aria-pressed={mode === one}
            onClick={() => setMode(mode === one ? "close" : one)}
          >
            {t(`drawer.${one}`)}
          </button>
        ))}
      </div>
      {/* It stays: what is counted so far is not lost to cash in or out. */}
      <div hidden={mode !== "close"}>
        <CountDrawer drawer={drawer} act={act} onClosed={onClosed} />
      </div>
      {mode !== "close" && <Move key={mode} drawer={drawer} type={mode} act={act} onDone={() => setMode("close")} />}
    </div>
  );
}

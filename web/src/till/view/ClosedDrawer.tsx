import { useState } from "react";
import { useTranslations } from "use-intl";
import { toWire } from "../../shared/money/money";
import { padAmount } from "../model/pad";
import { atTill } from "../store";
import { drawers } from "../wire/drawers";
import { AmountPad } from "./AmountPad";
import type { Act } from "./DrawerSheet";
import styles from "./Sheet.module.css";

/** Opens a drawer with what lies in it. */
export function ClosedDrawer({ tillId, act }: { tillId: string; act: Act }) {
  const t = useTranslations("till");
  const [text, setText] = useState("");
  const open = () =>
    act((approval) => drawers.open(tillId, toWire(padAmount(text)), atTill(approval)), t("drawer.opened"));
  return (
    <div className={styles.columns}>
      <AmountPad label={t("drawer.float")} text={text} onText={setText} />
      <div className={styles.column}>
        <p>{t("drawer.closed")}</p>
        <button type="button" className="button primary" onClick={() => void open()}>
          {t("drawer.open")}
        </button>
      </div>
    </div>
  );
}

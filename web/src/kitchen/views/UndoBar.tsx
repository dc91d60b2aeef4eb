import { useTranslations } from "use-intl";
import { undo, useUndo } from "../wire/bump";
import styles from "./Display.module.css";

/** For some seconds after a bump: what was done, and the way back. Later, Recall is. */
export function UndoBar() {
  const t = useTranslations("kitchen.undo");
  const last = useUndo((state) => state.last);
  return (
    <div role="status" className={last ? styles.undo : undefined}>
      {last && (
        <>
          <span>{t(last.after.state === "served" ? "served" : "ready", { number: last.after.number })}</span>
          <button type="button" className="button" onClick={() => void undo()}>
            {t("undo")}
          </button>
        </>
      )}
    </div>
  );
}

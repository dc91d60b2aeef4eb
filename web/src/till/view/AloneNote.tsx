import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useServerBack } from "../serverWatch";
import styles from "./Cart.module.css";

/** Somebody works without the server: what that means, and the way back once it is there. What is on the counter stays. */
export function AloneNote() {
  const t = useTranslations("till");
  const isBack = useServerBack((state) => state.isBack);
  return (
    <div role="note" className={`${styles.warning} ${styles.alone}`}>
      <p aria-live="polite">{t(isBack ? "alone.back" : "alone.text")}</p>
      {isBack && (
        <button type="button" className="button" onClick={() => useSession.getState().askAgain()}>
          {t("alone.signIn")}
        </button>
      )}
    </div>
  );
}

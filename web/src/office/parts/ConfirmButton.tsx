import { useState } from "react";
import { useTranslations } from "use-intl";
import styles from "./office.module.css";
import { Dialog } from "./parts";

/** A button for what cannot simply be taken back: asks first. */
export function ConfirmButton({
  text,
  question,
  disabled,
  onConfirm,
}: {
  text: string;
  question: string;
  disabled?: boolean;
  onConfirm: () => void;
}) {
  const t = useTranslations("shared");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" className="button danger" disabled={disabled} onClick={() => setAsking(true)}>
        {text}
      </button>
      {asking && (
        <Dialog title={text} onClose={() => setAsking(false)}>
          <p>{question}</p>
          <div className={styles.end}>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {t("cancel")}
            </button>
            <button
              type="button"
              className="button danger"
              onClick={() => {
                setAsking(false);
                onConfirm();
              }}
            >
              {text}
            </button>
          </div>
        </Dialog>
      )}
    </>
  );
}

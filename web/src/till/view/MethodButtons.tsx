import { useTranslations } from "use-intl";
import styles from "./Sheet.module.css";
import { useMethodName } from "./useMethodName";

/** The tenders that the café takes. */
export function MethodButtons({
  methods,
  onChoose,
}: {
  methods: readonly string[];
  onChoose: (method: string) => void;
}) {
  const t = useTranslations("till");
  const methodName = useMethodName();
  return (
    <fieldset className={`${styles.row} ${styles.group} ${styles["big-buttons"] ?? ""}`}>
      <legend>{t("tender.payBy")}</legend>
      {methods.map((method) => (
        <button key={method} type="button" className="button primary grow" onClick={() => onChoose(method)}>
          {methodName(method)}
        </button>
      ))}
    </fieldset>
  );
}

import { useTranslations } from "use-intl";
import { takeUpdate, useUpdate } from "./updates";

/** Says that a newer program waits, with the button that takes it. */
export function UpdateNote() {
  const t = useTranslations("shared.update");
  const isWaiting = useUpdate((state) => state.isWaiting);
  if (!isWaiting) return null;
  return (
    <p>
      {t("waits")}{" "}
      <button type="button" className="button" onClick={takeUpdate}>
        {t("take")}
      </button>
    </p>
  );
}

import { useState } from "react";
import { useTranslations } from "use-intl";
import type { Line } from "../../shared/order/order";
import { useProblem } from "../../shared/ui/useProblem";
import { useTill } from "../store";
import { removeFromTab, wordOfChange } from "../tabActions";
import styles from "./Cart.module.css";

/** Takes a line off a tab: with a reason, where the kitchen knows of it. */
export function RemoveFromTab({ line }: { line: Line }) {
  const t = useTranslations("till");
  const problemOf = useProblem();
  const [reason, setReason] = useState("");
  const needsReason = (line.known?.sent ?? 0) > 0;
  const remove = async () => {
    try {
      await removeFromTab(line, reason.trim());
    } catch (error) {
      useTill.setState({ problem: wordOfChange(error) || problemOf(error) });
    }
  };
  return (
    <div className={styles.tools}>
      {needsReason && (
        <input
          className={styles.noteInput}
          aria-label={t("reason")}
          placeholder={t("reason")}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      )}
      <button
        type="button"
        className="button danger"
        aria-label={t("removeOf", { name: line.name })}
        disabled={needsReason && !reason.trim()}
        onClick={() => void remove()}
      >
        {t("remove")}
      </button>
    </div>
  );
}

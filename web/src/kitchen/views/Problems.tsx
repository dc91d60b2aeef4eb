import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { useLive } from "../../shared/live/live";
import { useProblem } from "../../shared/ui/useProblem";
import { clockText } from "../model/age";
import { serverNow } from "../wire/clock";
import { forgetFailure, useKitchen } from "../wire/store";
import styles from "./Display.module.css";

/** A red band as long as the board may be old, and why the last tap did not do what it should. */
export function Problems() {
  const t = useTranslations("kitchen");
  const common = useTranslations("shared");
  const problemOf = useProblem();
  const { language } = useLanguage();
  const live = useLive();
  const failed = useKitchen((kitchen) => kitchen.failed);
  const unread = useKitchen((kitchen) => kitchen.unread);
  const band = () => {
    if (live.state !== "stale") return unread ? t("unread") : "";
    return live.since === null
      ? t("notLiveYet")
      : t("notLiveSince", { time: clockText(live.since - Date.now() + serverNow(), language, true) });
  };
  return (
    <>
      <div role="alert" className={band() ? styles.band : undefined}>
        {band()}
      </div>
      <div role="alert" className={failed === null ? undefined : styles.failure}>
        {failed !== null && (
          <>
            <span>{problemOf(failed)}</span>
            <button type="button" className="button" onClick={forgetFailure}>
              {common("close")}
            </button>
          </>
        )}
      </div>
    </>
  );
}

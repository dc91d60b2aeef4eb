import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { useLive } from "../../shared/live/live";
import { useProblem } from "../../shared/ui/useProblem";
import { clockText } from "../model/age";
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
  const sinceText = live.since === null ? null : clockText(live.since, language, true);
  return (
    <>
      <div role="alert" className={live.state === "stale" ? styles.band : undefined}>
        {live.state === "stale" && (sinceText ? t("notLiveSince", { time: sinceText }) : t("notLiveYet"))}
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

import { useCallback } from "react";
import { useFormatter, useTranslations } from "use-intl";
import { ApiError, isSilence, sentences } from "../api/client";
import { PinProblem } from "../session";
import { isOfFields } from "./faults";
import { refusalOf } from "./refusals";
import { useNamedFault } from "./useFaults";

/** The words for what we know; "" for any other refusal. */
function useRefusalWords(): (error: ApiError) => string {
  const t = useTranslations("shared.problem");
  const format = useFormatter();
  return useCallback(
    (error: ApiError) => {
      const refusal = refusalOf(error, Date.now());
      if (!refusal) return "";
      switch (refusal.key) {
        case "lockedUntil":
          return t("lockedUntil", { time: format.dateTime(refusal.until, { dateStyle: "short", timeStyle: "short" }) });
        case "tooMany":
          return refusal.seconds > 90
            ? t("tooManyMinutes", { count: Math.ceil(refusal.seconds / 60) })
            : t("tooManySeconds", { count: refusal.seconds });
        case "reprintOver":
          return t("reprintOver", { minutes: refusal.minutes, permission: refusal.permission });
        case "forbidden":
          return t("forbidden", { permission: refusal.permission });
        default:
          return t(refusal.key);
      }
    },
    [t, format],
  );
}

/** What went wrong, in words for whoever stands in front of the screen. What we have no words for is said in the server's. */
export function useProblem(): (error: unknown) => string {
  const t = useTranslations("shared.problem");
  const wordsOf = useRefusalWords();
  const faultWords = useNamedFault();
  return useCallback(
    (error: unknown) => {
      if (isSilence(error)) return t("noAnswer");
      if (error instanceof PinProblem) return t(`pin.${error.reason}`);
      if (error instanceof ApiError) {
        return wordsOf(error) || (isOfFields(error) ? sentences(error.details.map(faultWords)) : error.message);
      }
      return t("unexpected", { text: error instanceof Error ? error.message : String(error) });
    },
    [t, wordsOf, faultWords],
  );
}

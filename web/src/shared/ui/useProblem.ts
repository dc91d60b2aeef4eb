import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { ApiError, isSilence } from "../api/client";
import { PinProblem } from "../session";

/** What went wrong, in words for whoever stands in front of the screen. The server's own words are in the café's language. */
export function useProblem(): (error: unknown) => string {
  const t = useTranslations("shared.problem");
  return useCallback(
    (error: unknown) => {
      if (isSilence(error)) return t("noAnswer");
      if (error instanceof PinProblem) return t(`pin.${error.reason}`);
      if (error instanceof ApiError) return error.message;
      return t("unexpected", { text: error instanceof Error ? error.message : String(error) });
    },
    [t],
  );
}

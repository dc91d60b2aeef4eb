import { useCallback } from "react";
import { useTranslations } from "use-intl";
import { ApiError, NoAnswer } from "../api/client";

/** A proxy between here and the server says that it gets no answer. */
const isProxy = (error: ApiError) => error.code === "UNKNOWN" && error.status >= 502 && error.status <= 504;

/** What went wrong, in words for whoever stands in front of the screen. The server's own words are in the café's language. */
export function useProblem(): (error: unknown) => string {
  const t = useTranslations("shared.problem");
  return useCallback(
    (error: unknown) => {
      if (error instanceof NoAnswer) return t("noAnswer");
      if (error instanceof ApiError && isProxy(error)) return t("noAnswer");
      if (error instanceof ApiError) return error.message;
      return t("unexpected", { text: error instanceof Error ? error.message : String(error) });
    },
    [t],
  );
}

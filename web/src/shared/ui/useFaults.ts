import { useCallback } from "react";
import { useLocale, useTranslations } from "use-intl";
import type { FieldProblem } from "../api/client";
import { faultOf, memberOf, withoutPath } from "./faults";

/** The words for what is wrong with a field, for beside the field, or with what was asked for as a whole. English, and what we have no words for, is said in the server's. */
export function useFault(): (detail: FieldProblem) => string {
  const t = useTranslations("shared.fault");
  const locale = useLocale();
  return useCallback(
    (detail: FieldProblem) => {
      const { key, values } = faultOf(detail);
      return locale !== "en" && t.has(key) ? t(key, values) : withoutPath(detail);
    },
    [t, locale],
  );
}

/** The same for where no field stands beside it: with the field's name. */
export function useNamedFault(): (detail: FieldProblem) => string {
  const t = useTranslations("shared.field");
  const words = useFault();
  return useCallback(
    (detail: FieldProblem) => {
      const said = words(detail);
      if (detail.field === "" || said === detail.message) return said;
      const { name, entry } = memberOf(detail.field);
      const known = t.has(name) ? t(name) : name;
      return `${entry === null ? known : `${known} (${entry})`}: ${said}`;
    },
    [t, words],
  );
}

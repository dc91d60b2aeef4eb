import { useTranslations } from "use-intl";

/** A tender's name: ours for those that every café has, else as the settings say it. */
export function useMethodName(): (method: string) => string {
  const t = useTranslations("till");
  return (method) => {
    if (method === "cash") return t("cash");
    if (method === "card") return t("card");
    if (method === "mixed") return t("mixed");
    return method.slice(0, 1).toUpperCase() + method.slice(1).replaceAll("_", " ");
  };
}

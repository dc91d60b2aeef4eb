import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { factsOf, troubleOf } from "./alertWords";

/** What an alert says, in the person's language; in the words that it has where a person wrote them. */
export function useAlertText(): (alert: { alert_type: string; message: string }) => string {
  const t = useTranslations("office.alert");
  const format = useFormat();
  return ({ alert_type: type, message }) => {
    const facts = factsOf(type, message);
    if (!facts || !t.has(type)) return message;
    const worded = (name: string, text: string) => {
      if (name === "trouble") {
        const trouble = troubleOf(text);
        return trouble ? t(`trouble.${trouble}`) : text;
      }
      if (name === "day") return format.day(text);
      return name === "name" ? text : text.replace(/^-?\d+(\.\d+)?/, (number) => format.number(Number(number)));
    };
    return t(type, Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, worded(name, text)])));
  };
}

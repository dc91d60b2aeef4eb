import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { factsOf, troubleOf } from "./alertWords";

/** What is wrong, in the person's language; undefined where the server has other words for it than we know. */
function useTrouble(): (text: string) => string | undefined {
  const t = useTranslations("office.alert.trouble");
  const format = useFormat();
  return (text) => {
    const trouble = troubleOf(text);
    if (!trouble) return undefined;
    const { name, values } = trouble;
    return t(name, values.day ? { ...values, day: format.day(values.day) } : values);
  };
}

/** The same of a part of the house: several troubles, each perhaps with a printer's name before it. */
export function useTroubles(): (message: string) => string {
  const said = useTrouble();
  const one = (text: string) => {
    const whole = said(text);
    if (whole) return whole;
    const [, who = "", what = ""] = /^(.+?): (.+)$/.exec(text) ?? [];
    const worded = what && said(what);
    return worded ? `${who}: ${worded}` : text;
  };
  return (message) => said(message) ?? message.split("; ").map(one).join("; ");
}

/** What an alert says, in the person's language; in the words that it has where a person wrote them. */
export function useAlertText(): (alert: { alert_type: string; message: string }) => string {
  const t = useTranslations("office.alert");
  const format = useFormat();
  const said = useTrouble();
  return ({ alert_type: type, message }) => {
    const facts = factsOf(type, message);
    if (!facts || !t.has(type)) return message;
    const worded = (name: string, text: string) => {
      if (name === "trouble") return said(text) ?? text;
      if (name === "day") return format.day(text);
      return name === "name" ? text : text.replace(/^-?\d+(\.\d+)?/, (number) => format.number(Number(number)));
    };
    return t(type, Object.fromEntries(Object.entries(facts).map(([name, text]) => [name, worded(name, text)])));
  };
}

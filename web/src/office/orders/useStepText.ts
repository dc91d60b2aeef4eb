import { useTranslations } from "use-intl";
import { useFormat } from "../data/cafe";
import { useMethodName } from "./OrderList";
import { amounts, toldBy } from "./stepWords";
import type { Explanation } from "./wire";

/** What a step of an order says, in the person's language; in the server's words where it has others than we know. */
export function useStepText(): (step: Explanation["steps"][number]) => string {
  const t = useTranslations("office.orders.steps");
  const services = useTranslations("office.settings.services");
  const format = useFormat();
  const methodName = useMethodName();
  return (step) => {
    const told = toldBy(step);
    if (!told) return step.text;
    const values = Object.fromEntries(
      Object.entries(told.values).map(([name, text]) => [name, amounts.has(name) ? format.money(Number(text)) : text]),
    );
    const { reason, service, tip, given, change } = values;
    if (values.tax === "Without tax") values.tax = t("untaxed");
    if (values.tax && service) values.tax = `${values.tax} (${services(service)})`;
    if (values.method) values.method = methodName(values.method);
    const parts = [t(told.key, { ...values, because: reason ? ` (${reason})` : "" })];
    if (tip) parts.push(t("tip", { tip }));
    if (given && change) parts.push(t("change", { given, change }));
    return parts.join(", ");
  };
}

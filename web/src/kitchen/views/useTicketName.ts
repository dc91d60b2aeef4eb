import { useTranslations } from "use-intl";
import type { Ticket } from "../model/ticket";

/** How a ticket is called out: table and name, or the order's reference where nobody said. */
export function useTicketName(): (ticket: Ticket) => string {
  const t = useTranslations("kitchen.ticket");
  return ({ table, name, reference }) =>
    [table && t("table", { table }), name].filter(Boolean).join(" · ") || reference;
}

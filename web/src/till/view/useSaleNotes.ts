import { useTranslations } from "use-intl";
import type { Done } from "../wire/db";

/** What the server says of every sale where no printer is set up. */
const printingOff = "Printing is disabled";
const soldOut = /^(?<name>.+) is said to be sold out$/;

/** What is to be said of a sale beside what was paid: that its receipt was not printed, and what the server warns of. */
export function useSaleNotes(): (done: Done) => string[] {
  const t = useTranslations("till");
  return ({ printing, warnings }) => [
    ...(printing === printingOff
      ? [t("done.printingOff")]
      : printing
        ? [t("done.notPrinted", { reason: printing })]
        : []),
    ...warnings.map((warning) => {
      const name = soldOut.exec(warning)?.groups?.name;
      return name ? t("done.soldOut", { name }) : warning;
    }),
  ];
}

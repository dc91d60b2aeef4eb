import { useMemo } from "react";
import { useLanguage } from "../../shared/i18n/i18n";
import { type Minor, moneyText } from "../../shared/money/money";
import { useTill } from "../store";

/** Writes amounts in the café's currency; `note` writes whole ones without decimals, as they stand on banknotes, and `percent` a
 * rate in ppm. */
export function useMoney(): {
  money: (minor: Minor) => string;
  note: (minor: Minor) => string;
  percent: (ppm: number) => string;
} {
  const { language } = useLanguage();
  const currency = useTill((state) => state.snapshot?.rules.currency ?? "EUR");
  return useMemo(() => {
    const whole = new Intl.NumberFormat(language, {
      style: "currency",
      currency,
      currencyDisplay: "narrowSymbol",
      maximumFractionDigits: 0,
    });
    const money = (minor: Minor) => moneyText(minor, currency, language);
    const rate = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 4 });
    const percent = (ppm: number) => rate.format(ppm / 1_000_000);
    return { money, percent, note: (minor: Minor) => (minor % 100 === 0 ? whole.format(minor / 100) : money(minor)) };
  }, [language, currency]);
}

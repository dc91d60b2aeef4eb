import { createContext, useContext, useEffect, useMemo, useReducer } from "react";
import { useLanguage } from "../../shared/i18n/i18n";
import { fromWire, type Minor, moneyText } from "../../shared/money/money";

/** What of the settings every screen needs. */
export interface Cafe {
  currency: string;
  zone: string;
  /** The business day of now, such as 2026-11-26. */
  today: string;
}

export const CafeContext = createContext<Cafe>({ currency: "USD", zone: "UTC", today: "1970-01-01" });
export const useCafe = () => useContext(CafeContext);

/** A moment on the clock of `zone`, such as 2026-11-26T14:05. An unknown zone counts as UTC. */
export function zonedText(moment: number, zone: string): string {
  const parts = (timeZone: string) =>
    new Intl.DateTimeFormat("en-CA", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    }).formatToParts(moment);
  let at: Intl.DateTimeFormatPart[];
  try {
    at = parts(zone);
  } catch {
    at = parts("UTC");
  }
  const part = (type: string) => at.find((entry) => entry.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

/** The minutes since midnight of a time such as 04:30. */
export function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

/** The business day of a moment: the café's calendar day, begun at `dayStart` ("04:00"). */
export function businessDay(now: number, zone: string, dayStart: string): string {
  const [day = "", time = ""] = zonedText(now, zone).split("T");
  return minutesOf(time) < minutesOf(dayStart) ? addDays(day, -1) : day;
}

/** Does it each half minute; `work` stays the same function. */
export function useEachHalfMinute(work: () => void): void {
  useEffect(() => {
    const timer = setInterval(work, 30_000);
    return () => clearInterval(timer);
  }, [work]);
}

/** The present moment; looks at the clock each half minute. */
export function useNow(): number {
  const [now, look] = useReducer(
    () => Date.now(),
    0,
    () => Date.now(),
  );
  useEachHalfMinute(look);
  return now;
}

/** A day so many days later, both as 2026-11-26. */
export function addDays(day: string, days: number): string {
  const at = new Date(`${day}T00:00:00Z`);
  at.setUTCDate(at.getUTCDate() + days);
  return at.toISOString().slice(0, 10);
}

/** Amounts, days and times as the person's language writes them, in the café's currency and zone. */
export function useFormat() {
  const { currency, zone } = useCafe();
  const { language } = useLanguage();
  return useMemo(() => {
    const zoned = (options: Intl.DateTimeFormatOptions) => {
      try {
        return new Intl.DateTimeFormat(language, { ...options, timeZone: zone });
      } catch {
        return new Intl.DateTimeFormat(language, options);
      }
    };
    const moment = zoned({ dateStyle: "medium", timeStyle: "short" });
    const clock = zoned({ timeStyle: "short" });
    const day = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeZone: "UTC" });
    const weekday = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
    const number = new Intl.NumberFormat(language, { maximumFractionDigits: 3 });
    return {
      minor: (amount: Minor) => moneyText(amount, currency, language),
      money: (amount: number | null | undefined) =>
        amount === null || amount === undefined ? "–" : moneyText(fromWire(amount), currency, language),
      moment: (at: string | null | undefined) => (at ? moment.format(Date.parse(at)) : "–"),
      clock: (at: string | number) => clock.format(typeof at === "string" ? Date.parse(at) : at),
      day: (at: string) => day.format(Date.parse(`${at}T00:00:00Z`)),
      weekday: (at: string) => weekday.format(Date.parse(`${at}T00:00:00Z`)),
      number: (value: number) => number.format(value),
    };
  }, [currency, zone, language]);
}

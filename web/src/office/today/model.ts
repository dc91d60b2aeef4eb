import { fromWire, type Minor } from "../../shared/money/money";

export interface Hour {
  hour: number;
  revenue: number;
  transactions: number;
}

export interface HourRow {
  hour: number;
  now: Minor;
  before: Minor;
}

/** What was sold in the hours that are over at `minute` in a day that begins at `start`, both in minutes since midnight. An hour
 * in whose midst the day begins counts to its beginning and its end alike, so it is never over. */
export function soFar(hours: readonly Hour[], minute: number, start: number): { revenue: Minor; orders: number } {
  const since = (at: number) => (at - start + 1440) % 1440;
  const sold = hours.filter((entry) => since(entry.hour * 60) + 60 <= since(minute));
  return {
    revenue: sold.reduce((sum, entry) => sum + fromWire(entry.revenue), 0),
    orders: sold.reduce((sum, entry) => sum + entry.transactions, 0),
  };
}

/** The hours of both days in the day's order, from the first in which either sold to the last. */
export function hourRows(now: readonly Hour[], before: readonly Hour[], start: number): HourRow[] {
  const revenue = (hours: readonly Hour[], hour: number) =>
    hours.filter((entry) => entry.hour === hour).reduce((sum, entry) => sum + fromWire(entry.revenue), 0);
  const rows = Array.from({ length: 24 }, (_, index) => {
    const hour = (start + index) % 24;
    return { hour, now: revenue(now, hour), before: revenue(before, hour) };
  });
  const sold = rows.map((row) => row.now !== 0 || row.before !== 0);
  const first = sold.indexOf(true);
  return first < 0 ? [] : rows.slice(first, sold.lastIndexOf(true) + 1);
}

/** By how many percent `now` is above `before`; null where there is nothing to compare with. */
export function change(now: number, before: number): number | null {
  return before === 0 ? null : Math.round(((now - before) / before) * 100);
}

/** How long a ticket has waited, and how bad that is. Pure. */

export type AgeLevel = "fine" | "hurry" | "late";

export interface AgeLimits {
  /** Minutes from which it should hurry. */
  hurry: number;
  /** Minutes from which it is late. */
  late: number;
}

/** Whole seconds since then; a device's clock that is behind makes nobody's wait negative. */
export function secondsSince(then: string, nowMs: number): number {
  return Math.max(0, Math.floor((nowMs - Date.parse(then)) / 1000));
}

export function ageLevel(seconds: number, limits: AgeLimits): AgeLevel {
  if (seconds >= limits.late * 60) return "late";
  return seconds >= limits.hurry * 60 ? "hurry" : "fine";
}

/** 7:05, from an hour on 1:07:05. */
export function ageText(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** 14:02, or 14:02:10: clocks in kitchens have no am and pm. */
export function clockText(atMs: number, language: string, withSeconds = false): string {
  return new Intl.DateTimeFormat(language, {
    hour: "2-digit",
    minute: "2-digit",
    ...(withSeconds ? { second: "2-digit" } : {}),
    hourCycle: "h23",
  }).format(atMs);
}

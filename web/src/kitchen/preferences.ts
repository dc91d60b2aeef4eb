import { create } from "zustand";
import type { AgeLimits } from "./model/age";
import type { BumpSteps } from "./model/ticket";

export const textSizes = ["normal", "large", "largest"] as const;
export type TextSize = (typeof textSizes)[number];
export const bumpSteps = ["three", "two", "one"] as const satisfies readonly BumpSteps[];

/** How this display is set up; kept on the device, for each hangs in another place. */
export interface Preferences extends AgeLimits {
  textSize: TextSize;
  bump: BumpSteps;
  sound: boolean;
  /** 1–9 choose a ticket, for bump bars. */
  keys: boolean;
  totals: boolean;
  stationId: string | null;
}

export const defaultPreferences: Preferences = {
  hurry: 5,
  late: 8,
  textSize: "normal",
  bump: "one",
  sound: false,
  keys: true,
  totals: false,
  stationId: null,
};

export const minutesMost = 240;
const isMinutes = (value: unknown): value is number =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= minutesMost;

/** Whatever was stored, as preferences: what makes no sense is as by default. Pure. */
export function preferencesOf(stored: unknown): Preferences {
  const from = (typeof stored === "object" && stored !== null ? stored : {}) as Record<string, unknown>;
  const flag = (value: unknown, otherwise: boolean) => (typeof value === "boolean" ? value : otherwise);
  const fits = isMinutes(from.hurry) && isMinutes(from.late) && from.hurry < from.late;
  return {
    hurry: fits ? (from.hurry as number) : defaultPreferences.hurry,
    late: fits ? (from.late as number) : defaultPreferences.late,
    textSize: textSizes.find((size) => size === from.textSize) ?? defaultPreferences.textSize,
    bump: bumpSteps.find((steps) => steps === from.bump) ?? defaultPreferences.bump,
    sound: flag(from.sound, defaultPreferences.sound),
    keys: flag(from.keys, defaultPreferences.keys),
    totals: flag(from.totals, defaultPreferences.totals),
    stationId: typeof from.stationId === "string" ? from.stationId : null,
  };
}

const storageKey = "cafepos.kitchen";

function stored(): Preferences {
  try {
    return preferencesOf(JSON.parse(localStorage.getItem(storageKey) ?? "null"));
  } catch {
    return defaultPreferences;
  }
}

export const usePreferences = create<Preferences>()(stored);

/** Changes some of them, from now on and after a restart. */
export function prefer(changes: Partial<Preferences>): void {
  usePreferences.setState(changes);
  try {
    localStorage.setItem(storageKey, JSON.stringify(usePreferences.getState()));
  } catch {
    // Kept until this page is left.
  }
}

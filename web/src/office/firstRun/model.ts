import type { Settings } from "../settings/wire";

/** What the server says of the café. */
export interface Facts {
  settings: Settings;
  items: number;
  people: number;
  tills: number;
  /** The time zone of the device that is used to set the café up. */
  zoneHere: string;
}

export const steps = ["cafe", "tax", "menu", "people", "till"] as const;
export type Step = (typeof steps)[number];

/** What a café has that nobody has set up: the standards of the server. */
const nobodys = { name: "Sample Cafe", address: "123 Main Street", phone: "(555) 123-4567" };
const nobodysTax = { name: "Tax", rate: 8 };
const nobodysZone = "UTC";

/** Whether receipts would show a name, an address or a number that is nobody's. */
function isLetterheadNobodys({ general: { storeName, storeAddress, phoneNumber } }: Settings): boolean {
  return storeName === nobodys.name || storeAddress === nobodys.address || phoneNumber === nobodys.phone;
}

/** What a clock of the zone shows. */
const wallClock = (zone: string, now: Date) =>
  new Intl.DateTimeFormat("en", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(now);

/** Whether nobody has said where the café is, and its clock shows another time than the one on the wall. */
function isClockWrong({ general: { timezone } }: Settings, zoneHere: string): boolean {
  const now = new Date();
  return timezone === nobodysZone && wallClock(nobodysZone, now) !== wallClock(zoneHere, now);
}

function isTaxChosen({ pos: { taxes } }: Settings): boolean {
  const [tax] = taxes;
  return taxes.length !== 1 || tax?.name !== nobodysTax.name || tax.rate !== nobodysTax.rate;
}

/** The steps to the first sale that are done. */
export function stepsDone({ settings, items, people, tills, zoneHere }: Facts): ReadonlySet<Step> {
  const done: Record<Step, boolean> = {
    cafe: !isLetterheadNobodys(settings) && !isClockWrong(settings, zoneHere),
    tax: isTaxChosen(settings),
    menu: items > 0,
    people: people > 1, // beside who sets it up
    till: tills > 0,
  };
  return new Set(steps.filter((step) => done[step]));
}

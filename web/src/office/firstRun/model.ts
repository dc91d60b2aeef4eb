import type { Settings } from "../settings/wire";

/** What the server says of the café. */
export interface Facts {
  settings: Settings;
  items: number;
  people: number;
  tills: number;
}

export const steps = ["cafe", "tax", "menu", "people", "till"] as const;
export type Step = (typeof steps)[number];

/** What a café has that nobody has set up: the standards of the server. */
const nobodysName = "Sample Cafe";
const nobodysTax = { name: "Tax", rate: 8 };

function isTaxChosen({ pos: { taxes } }: Settings): boolean {
  const [tax] = taxes;
  return taxes.length !== 1 || tax?.name !== nobodysTax.name || tax.rate !== nobodysTax.rate;
}

/** The steps to the first sale that are done. */
export function stepsDone({ settings, items, people, tills }: Facts): ReadonlySet<Step> {
  const done: Record<Step, boolean> = {
    cafe: settings.general.storeName !== nobodysName,
    tax: isTaxChosen(settings),
    menu: items > 0,
    people: people > 1, // beside who sets it up
    till: tills > 0,
  };
  return new Set(steps.filter((step) => done[step]));
}

/** What belongs to this device and not to a person: which till it is. */

export interface TillChoice {
  id: string;
  name: string;
}

const storageKey = "cafepos.till";

/** Which till this device is; null: none was chosen. */
export function chosenTill(): TillChoice | null {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? "null") as TillChoice | null;
  } catch {
    return null;
  }
}

/** Keeps which till this device is. */
export function keepTill(till: TillChoice | null): void {
  try {
    if (till) localStorage.setItem(storageKey, JSON.stringify(till));
    else localStorage.removeItem(storageKey);
  } catch {
    // Private mode: until this page is left.
  }
}

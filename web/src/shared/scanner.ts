/** Tells a scanner from fingers: its keys come fast and end by Enter or Tab. Pure; the clock is passed in. */

/** The longest that a scanner takes from one key to the next. */
export const gapMaxMs = 35;
const lengthMin = 4;

export interface ScanState {
  text: string;
  lastAt: number;
}

/** Nothing scanned yet. */
export const noScan: ScanState = { text: "", lastAt: 0 };

/** Feeds a key. `code` is set when it ended a scan. */
export function feedKey(state: ScanState, key: string, at: number): { state: ScanState; code: string | null } {
  const fast = at - state.lastAt <= gapMaxMs;
  if (key === "Enter" || key === "Tab") {
    const code = fast && state.text.length >= lengthMin ? state.text : null;
    return { state: noScan, code };
  }
  if (key.length !== 1) return { state, code: null }; // Shift and the like within a code
  return { state: { text: fast ? state.text + key : key, lastAt: at }, code: null };
}

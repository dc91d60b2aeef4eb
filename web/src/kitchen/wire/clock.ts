import { create } from "zustand";
import { onAnswer } from "../../shared/api/client";

/** The server's time, ticking each second: clocks of tablets are often wrong, and ages must not be. */
export const useNow = create<{ now: number }>()(() => ({ now: Date.now() }));

let offsetMs = 0;
/** The server tells whole seconds, so less than this may be no difference at all. */
const differenceLeastMs = 1_500;

export const serverNow = (): number => Date.now() + offsetMs;

/** Keeps the clock going. Returns how to stop it. */
export function startClock(): () => void {
  const tick = () => useNow.setState({ now: serverNow() });
  const forget = onAnswer((_, serverTime) => {
    if (serverTime === null) return;
    const offset = serverTime + 500 - Date.now();
    if (Math.abs(offset - offsetMs) < differenceLeastMs) return;
    offsetMs = offset;
    tick();
  });
  const timer = setInterval(tick, 1_000);
  return () => {
    forget();
    clearInterval(timer);
  };
}

import { ApiError, onAnswer } from "../shared/api/client";
import { useSession } from "../shared/session";
import { verdictOf } from "./model/sending";
import { notDurable, useTill } from "./store";
import { kept } from "./wire/db";
import { readSnapshot } from "./wire/snapshot";

const retryMs = 10_000;
const shortestMs = 15_000;
const longestMs = 3_600_000;

/** Keeps menu and settings as the server has them: when something says that they changed, when an item comes back by itself, and
 * again where there was no answer; until then what was kept stays. `refresh` reads anew, after a while where more may follow. */
export function keepMenuFresh(): { refresh: (afterMs?: number) => void; stop: () => void } {
  let reading = false;
  let again = false;
  let stopped = false;
  let serverAhead = 0; // clocks of tablets are often wrong
  let timer: ReturnType<typeof setTimeout> | undefined;
  const forget = onAnswer((_, serverTime) => {
    if (serverTime !== null) serverAhead = serverTime - Date.now();
  });
  const schedule = (afterMs: number) => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void read(), afterMs);
  };
  /** Reads once; answers when to read again, null: when something says so. */
  const readOnce = async (): Promise<number | null> => {
    try {
      const snapshot = await readSnapshot();
      useTill.setState({ snapshot });
      kept.keepSnapshot(snapshot).catch(notDurable);
      if (snapshot.changesAt === null) return null;
      const left = snapshot.changesAt - serverAhead - Date.now();
      return Math.min(Math.max(left + 1_000, shortestMs), longestMs);
    } catch (error) {
      return error instanceof ApiError && verdictOf(error) !== "again" ? null : retryMs;
    }
  };
  const read = async () => {
    if (!useSession.getState().token) return; // who signs in reads
    reading = true;
    again = false;
    const next = await readOnce();
    reading = false;
    if (again) schedule(0);
    else if (next !== null) schedule(next);
  };
  return {
    refresh: (afterMs = 0) => {
      if (reading) again = true;
      else schedule(afterMs);
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      forget();
    },
  };
}

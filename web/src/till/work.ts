import { useEffect } from "react";
import { onEvent, onReset, useLive } from "../shared/live/live";
import { useSession } from "../shared/session";
import { adoptCart, clearSheets, notDurable, readDone, readWaiting, restore, useTill } from "./store";
import { startSending, wakeSender } from "./tendering";
import { kept, onTold } from "./wire/db";
import { readSnapshot } from "./wire/snapshot";

let reading: Promise<void> | null = null;

/** Reads menu and settings anew; what was kept stays where there is no answer. */
function refreshSnapshot(): Promise<void> {
  reading ??= readSnapshot()
    .then(
      (snapshot) => {
        useTill.setState({ snapshot });
        return kept.keepSnapshot(snapshot).catch(notDurable);
      },
      () => undefined,
    )
    .finally(() => {
      reading = null;
    });
  return reading;
}

/** What the till does beside the screen: restores, keeps menu and settings fresh, sends what waits. */
export function useTillWork(): void {
  const token = useSession((state) => state.token);
  useEffect(() => {
    let stopSending = () => {};
    let ended = false;
    void restore().then(() => {
      if (!ended) stopSending = startSending();
    });
    let soon: ReturnType<typeof setTimeout> | undefined;
    const refreshSoon = () => {
      clearTimeout(soon);
      soon = setTimeout(() => void refreshSnapshot(), 300);
    };
    const stops = [
      onEvent((event) => {
        if (/^(menu|settings)/.test(event.kind)) refreshSoon();
      }),
      onReset(() => {
        refreshSoon();
        wakeSender();
      }),
      useLive.subscribe((now, before) => {
        if (now.state === "live" && before.state !== "live") wakeSender();
      }),
      useSession.subscribe((now, before) => {
        if (now.person?.id !== before.person?.id) clearSheets();
      }),
      onTold((what) => {
        if (what === "cart") void adoptCart();
        else void readWaiting().then(readDone);
      }),
    ];
    return () => {
      ended = true;
      clearTimeout(soon);
      stopSending();
      for (const stop of stops) stop();
    };
  }, []);
  useEffect(() => {
    if (!token) return;
    void refreshSnapshot();
    wakeSender();
  }, [token]);
}

import { useEffect } from "react";
import { onEvent, onReset, useLive } from "../shared/live/live";
import { useSession } from "../shared/session";
import { keepMenuFresh } from "./freshMenu";
import { watchForServer } from "./serverWatch";
import { adoptCart, clearSheets, readDone, readWaiting, restore, useTill } from "./store";
import { startSending, wakeSender } from "./tendering";
import { onTold } from "./wire/db";

/** Several changes come together: they are read once. */
const togetherMs = 300;

/** Asks the browser to throw away nothing that is kept here when the disk is full, and remembers what it said. Over plain http there is
 * nobody to ask. */
async function askToKeep(): Promise<void> {
  const granted = await navigator.storage?.persist?.().catch(() => false);
  useTill.setState({ lasts: granted ?? null });
}

/** What the till does beside the screen: restores, keeps menu and settings fresh, sends what waits. */
export function useTillWork(): void {
  useEffect(() => {
    let stopSending = () => {};
    let ended = false;
    void askToKeep();
    void restore().then(() => {
      if (!ended) stopSending = startSending();
    });
    const menu = keepMenuFresh();
    menu.refresh();
    const stops = [
      menu.stop,
      watchForServer(),
      onEvent((event) => {
        if (/^(menu|settings)/.test(event.kind)) menu.refresh(togetherMs);
      }),
      onReset(() => {
        menu.refresh(togetherMs);
        wakeSender();
      }),
      useLive.subscribe((now, before) => {
        if (now.state === "live" && before.state !== "live") wakeSender();
      }),
      useSession.subscribe((now, before) => {
        if (now.person?.id !== before.person?.id) clearSheets();
        if (!now.token || now.token === before.token) return;
        menu.refresh();
        wakeSender();
      }),
      onTold((what) => {
        if (what === "cart") void adoptCart();
        else void readWaiting().then(readDone);
      }),
    ];
    return () => {
      ended = true;
      stopSending();
      for (const stop of stops) stop();
    };
  }, []);
}

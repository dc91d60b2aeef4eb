import { create } from "zustand";
import { fetchAnswer } from "../shared/api/client";
import { useSession } from "../shared/session";
import { useTill } from "./store";
import { pins } from "./wire/pins";

const lookMs = 3_000;
/** So long the change of a sale stays in sight. */
const changeMs = 20_000;
const tidyMs = 60_000;

/** Whether the server is there again for somebody who works without it. */
export const useServerBack = create<{ isBack: boolean }>()(() => ({ isBack: false }));

async function answers(): Promise<boolean> {
  try {
    return (await fetchAnswer("GET", "/health/live", undefined, { timeoutMs: lookMs })).ok;
  } catch {
    return false;
  }
}

/** Nothing is lost by asking for the PIN: the counter is free, and the last guest has the change. */
function isFit(now: number): boolean {
  const { order, sheet, approval, asksPrice, soldOut, unanswered, done } = useTill.getState();
  const isOpen = Boolean(sheet ?? approval ?? asksPrice ?? soldOut ?? unanswered);
  return order.lines.length === 0 && order.phase === "open" && !isOpen && now - (done?.at ?? 0) > changeMs;
}

/** While somebody works without the server: looks for it, and asks for the PIN again at a moment that disturbs nobody. Forgets in
 * time who signed in here. Returns how to stop. */
export function watchForServer(): () => void {
  const tidy = () => void pins.tidy().catch(() => undefined);
  tidy();
  const look = async () => {
    if (!useSession.getState().isAlone) return;
    const isBack = await answers();
    useServerBack.setState({ isBack });
    const { isAlone, askAgain } = useSession.getState();
    if (isBack && isAlone && isFit(Date.now())) askAgain();
  };
  const stopHearing = useSession.subscribe(({ isAlone }) => {
    if (!isAlone) useServerBack.setState({ isBack: false });
  });
  const timers = [setInterval(() => void look(), lookMs), setInterval(tidy, tidyMs)];
  return () => {
    stopHearing();
    for (const timer of timers) clearInterval(timer);
  };
}

import { create } from "zustand";

/** "insecure": the page came over plain http, where browsers let no page keep the screen on. */
export const useWakeLock = create<{ state: "held" | "insecure" | "refused" }>()(() => ({ state: "refused" }));

/** Keeps the screen on while the page is seen; the lock is lost whenever it is not, and taken again. Returns how to stop. */
export function startWakeLock(): () => void {
  if (!window.isSecureContext) {
    useWakeLock.setState({ state: "insecure" });
    return () => undefined;
  }
  let ended = false;
  let lock: WakeLockSentinel | null = null;
  const take = async () => {
    if (ended || document.visibilityState !== "visible") return;
    try {
      lock = await navigator.wakeLock.request("screen");
      if (ended) void lock.release();
      else useWakeLock.setState({ state: "held" });
    } catch {
      useWakeLock.setState({ state: "refused" }); // not known here, or the battery is low
    }
  };
  const onVisible = () => void take();
  document.addEventListener("visibilitychange", onVisible);
  void take();
  return () => {
    ended = true;
    document.removeEventListener("visibilitychange", onVisible);
    void lock?.release();
  };
}

import { create } from "zustand";
import { onReset } from "../live/live";

// A new program is fetched beside the one that runs, and waits: it never comes under an open sale.

const idleMs = 60_000;
const lookMs = 5_000;

/** Whether a new program may take over by itself. */
export const mayTakeOver = (idleFor: number, isBusy: boolean) => idleFor >= idleMs && !isBusy;

/** Whether a newer program waits on this device. */
export const useUpdate = create<{ isWaiting: boolean }>()(() => ({ isWaiting: false }));

let takeNow: () => void = () => undefined;
/** Takes the newer program at once: what is on the counter and what waits to be sent is kept. */
export const takeUpdate = () => takeNow();

/** Nothing where this device forbids workers, or while the server is away at the first visit. */
async function register(workers: ServiceWorkerContainer): Promise<ServiceWorkerRegistration | undefined> {
  try {
    return await workers.register("/app/sw.js", { scope: "/app/" });
  } catch {
    return undefined;
  }
}

/** Follows the pages' worker where the browser has one (a secure context), and takes a newer one over when nobody works here.
 * `isBusy`: something is open that a fresh page would interrupt. */
export async function followUpdates(isBusy: () => boolean): Promise<void> {
  const workers: ServiceWorkerContainer | undefined = navigator.serviceWorker;
  if (!workers) return;
  let lastTouch = Number.NEGATIVE_INFINITY; // a page that nobody has touched yet rests
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => (lastTouch = Date.now()), { capture: true, passive: true });
  }
  let isFirst = workers.controller === null;
  let isOutdated = false;
  let isWished = false;
  const reloadIfFit = () => {
    if (!isOutdated || !(isWished || mayTakeOver(Date.now() - lastTouch, isBusy()))) return;
    isOutdated = false;
    location.reload();
  };
  workers.addEventListener("controllerchange", () => {
    isOutdated = !isFirst; // the first worker of a device is of this same program
    isFirst = false;
    reloadIfFit();
  });
  const registration = await register(workers);
  if (!registration) return;
  const look = () => useUpdate.setState({ isWaiting: registration.waiting !== null });
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  onReset(() => void registration.update().catch(() => undefined)); // perhaps another server answers now
  takeNow = () => {
    isWished = true;
    registration.waiting?.postMessage("take over");
    reloadIfFit();
  };
  setInterval(() => {
    if (mayTakeOver(Date.now() - lastTouch, isBusy())) registration.waiting?.postMessage("take over");
    reloadIfFit();
  }, lookMs);
}

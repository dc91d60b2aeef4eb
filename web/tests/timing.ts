import type { CDPSession, Page } from "playwright-core";
import { type Cafe, openPage, slowdown } from "./support";

/** Times are of a processor four times slower than this one: a cheap tablet. */
const throttle = 4;
/** The budgets are for a machine that does nothing else; the ones that test do. */
export const room = 3 * slowdown;

/** A page on such a processor. `tools` are Chromium's. */
export async function slowPage(cafe: Cafe, path: string, viewport?: { width: number; height: number }) {
  const opened = await openPage(cafe, path, viewport);
  const tools = await opened.context.newCDPSession(opened.page);
  await tools.send("Emulation.setCPUThrottlingRate", { rate: throttle });
  return { ...opened, tools };
}

/** Not the slowest: what else the machine does is in that. */
export const median = (times: number[]) => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;

/** Watches the page from the next touch or key until its text is as `wanted` says and that is painted. */
export async function timed(page: Page, wanted: string, act: () => Promise<void>): Promise<number> {
  await page.evaluate((pattern) => {
    const holder = window as unknown as { took: Promise<number> };
    const holds = () => new RegExp(pattern, "s").test(document.body.textContent ?? "");
    holder.took = new Promise((resolve) => {
      let began = 0;
      const begin = (event: Event) => {
        began ||= event.timeStamp;
      };
      for (const kind of ["pointerdown", "keydown"]) addEventListener(kind, begin, { capture: true, once: true });
      const look = () => {
        if (!began || !holds()) return;
        observer.disconnect();
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
      };
      const observer = new MutationObserver(look);
      observer.observe(document.body, { subtree: true, childList: true, characterData: true });
    });
  }, wanted);
  await act();
  return page.evaluate(() => (window as unknown as { took: Promise<number> }).took);
}

/** Milliseconds from the start of the navigation until the first product can be sold. */
export async function untilSellable(page: Page, open: () => Promise<unknown>): Promise<number> {
  await open();
  await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
  return page.evaluate(() => performance.now());
}

/** The device keeps nothing of the app any more, neither files nor menu; whoever is signed in stays so. */
export async function forgetPages(cafe: Cafe, tools: CDPSession): Promise<void> {
  await tools.send("Network.clearBrowserCache");
  await tools.send("Storage.clearDataForOrigin", {
    origin: new URL(cafe.url).origin,
    storageTypes: "indexeddb,cache_storage,service_workers",
  });
}

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { followUpdates, mayTakeOver, takeUpdate, useUpdate } from "./updates";

class Registration extends EventTarget {
  waiting: { postMessage: (words: string) => void } | null = null;
  installing: EventTarget | null = null;
  update = async () => undefined;
}

class Workers extends EventTarget {
  controller: object | null = {};
  registration = new Registration();
  register = async () => this.registration;
}

let workers: Workers;
let told: string[];
let isBusy: boolean;
const reload = vi.spyOn(window.location, "reload").mockImplementation(() => undefined);

/** A newer worker has been fetched, and takes over when it is told to. */
function newerCame(): void {
  workers.registration.installing = new EventTarget();
  workers.registration.dispatchEvent(new Event("updatefound"));
  workers.registration.waiting = {
    postMessage: (words) => {
      told.push(words);
      workers.registration.waiting = null;
      workers.dispatchEvent(new Event("controllerchange"));
    },
  };
  workers.registration.installing.dispatchEvent(new Event("statechange"));
}

beforeEach(async () => {
  vi.useFakeTimers();
  told = [];
  isBusy = false;
  reload.mockClear();
  workers = new Workers();
  Object.defineProperty(navigator, "serviceWorker", { value: workers, configurable: true });
  await followUpdates(() => isBusy);
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
});

describe("a newer program", () => {
  it("waits until nobody has touched anything for a minute and nothing is open", () => {
    expect(mayTakeOver(59_999, false)).toBe(false);
    expect(mayTakeOver(60_000, true)).toBe(false);
    expect(mayTakeOver(60_000, false)).toBe(true);
  });

  it("comes by itself, once, when the till rests", async () => {
    isBusy = true;
    newerCame();
    expect(useUpdate.getState().isWaiting).toBe(true);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(told).toEqual([]);
    isBusy = false;
    dispatchEvent(new Event("pointerdown"));
    await vi.advanceTimersByTimeAsync(50_000);
    expect(told).toEqual([]);
    await vi.advanceTimersByTimeAsync(15_000);
    expect(told).toEqual(["take over"]);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("comes at once when somebody wishes it", () => {
    isBusy = true; // what is on the counter is kept
    newerCame();
    takeUpdate();
    expect(told).toEqual(["take over"]);
    expect(reload).toHaveBeenCalledTimes(1);
  });

  it("that another window has taken over waits for this one's rest", async () => {
    isBusy = true;
    workers.dispatchEvent(new Event("controllerchange"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(reload).not.toHaveBeenCalled();
    isBusy = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(reload).toHaveBeenCalled();
  });
});

describe("the first worker of a device", () => {
  it("changes nothing", async () => {
    workers = new Workers();
    workers.controller = null;
    Object.defineProperty(navigator, "serviceWorker", { value: workers, configurable: true });
    await followUpdates(() => false);
    workers.dispatchEvent(new Event("controllerchange"));
    await vi.advanceTimersByTimeAsync(120_000);
    expect(reload).not.toHaveBeenCalled();
  });
});

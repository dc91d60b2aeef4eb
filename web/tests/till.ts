import type { Page } from "playwright-core";
import { expect } from "vitest";
import { type Cafe, enterPin, openPage } from "./support";

/** Looks again until it is so; machines that test are slow. */
export const eventually = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 20_000 });

/** How many times longer a server takes that was built to look for mistakes. */
export const slowdown = Number(process.env.CAFEPOS_SLOWDOWN ?? 1);

export const done = (page: Page) => page.getByRole("status").textContent();
/** The server has the sale: it has its number. */
export const accepted = (page: Page) => eventually(() => done(page)).toMatch(/Paid.*#\d{4}/s);

/** A till at which the demo café's cashier has signed in. `tap` counts what fingers do. */
export async function openTill(cafe: Cafe) {
  const { page, context, problems } = await openPage(cafe, "/app/till/");
  await enterPin(page, "3456");
  await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
  let taps = 0;
  const tap = async (name: string | RegExp, exact = typeof name === "string") => {
    await page.getByRole("button", { name, exact }).click();
    taps += 1;
  };
  /** Taps since the last call. */
  const counted = () => {
    const before = taps;
    taps = 0;
    return before;
  };
  return { page, context, problems, tap, counted };
}

/** A manager's word for what the cashier may not. */
export async function allow(page: Page): Promise<void> {
  await enterPin(page, "2345");
  await page.getByRole("button", { name: "Allow", exact: true }).click();
}

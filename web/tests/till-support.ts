import type { BrowserContext, Page } from "playwright-core";
import { type Cafe, enterPin, eventually, openPage } from "./support";

/** A sale as the server lists it, as far as the till's tests look at it. */
export interface Listed {
  id: string;
  order_number: string;
  total: number;
  payment_method: string;
  client_order_id: string;
  change_given: number;
  created_by: string;
  items: { product_name: string; quantity: number; options?: { name: string }[] }[];
}

export const sales = async (cafe: Cafe) =>
  (await cafe.call<{ orders: Listed[] }>("manager", "GET", "/orders?limit=100")).orders;

/** A till that the cashier has signed in at and that can sell. `taps` counts what fingers did, `counted` since it was asked last. */
export async function openTill(
  cafe: Cafe,
  viewport = { width: 1024, height: 600 },
  wishes: { bypassCSP?: boolean; before?: (context: BrowserContext) => Promise<unknown> } = {},
) {
  const { page, context, problems } = await openPage(cafe, "/app/till/", viewport, wishes);
  await enterPin(page, "3456");
  await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
  let taps = 0;
  const tap = async (name: string | RegExp, exact = typeof name === "string") => {
    await page.getByRole("button", { name, exact }).click();
    taps += 1;
  };
  const counted = () => {
    const before = taps;
    taps = 0;
    return before;
  };
  return {
    page,
    context,
    problems,
    tap,
    taps: () => taps,
    counted,
    order: page.getByRole("region", { name: "Order" }),
  };
}

/** The band of the last sale. */
export const done = (page: Page) => page.getByRole("status");
/** Waits until the server has given the last sale its number. */
export const accepted = (page: Page, number = /#\d{4}/) => eventually(() => done(page).textContent()).toMatch(number);

/** Waits until the till says that its server is away: at once, but where a proxy keeps the line open. */
export const seenAway = (page: Page) => page.getByRole("button", { name: /Offline/ }).waitFor({ timeout: 30_000 });

/** A manager's word for what the cashier may not. */
export async function allow(page: Page): Promise<void> {
  await enterPin(page, "2345");
}

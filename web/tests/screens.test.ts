import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";

// Each screen shows what it should, as the binary serves it and under its policy, and nothing complains. With CAFEPOS_SCREENS=1
// the pictures of docs/screens are taken anew.

interface Item {
  id: string;
  name: string;
  size: string;
  optionGroups: { options: { id: string; name: string }[] }[];
}
interface Sold {
  order: { id: string; orderNumber: string };
}
interface Ticket {
  id: string;
}

const pictures = fileURLToPath(new URL("../../docs/screens/", import.meta.url));
const taking = process.env.CAFEPOS_SCREENS === "1";
const tablet = { width: 1024, height: 600 };
const desk = { width: 1280, height: 800 };
const laptop = { width: 1280, height: 640 };
const phone = { width: 390, height: 844 };

let cafe: Cafe;
let menu: Item[];
let opened: Page | null = null;
let problems: string[] = [];
let refunded: Sold;

/** What somebody orders: "2 Caffe Latte Large: Oat milk; extra hot". */
function line(text: string): object {
  const [, quantity, what, choices = "", notes = ""] = /^(\d) ([^:]+)(?:: ([^;]+))?(?:; (.+))?$/.exec(text) ?? [];
  const item = menu.find(({ name, size }) => `${name} ${size}` === what || name === what);
  if (!item) throw new Error(`the menu has no ${what}`);
  const known = item.optionGroups.flatMap(({ options }) => options);
  const options = choices
    .split(", ")
    .filter(Boolean)
    .map((name) => ({ optionId: known.find((option) => option.name === name)?.id }));
  return { productId: item.id, quantity: Number(quantity), options, notes };
}

const sell = (items: string[], more: object = { paymentMethod: "card" }) =>
  cafe.call<Sold>("cashier", "POST", "/orders", { items: items.map(line), ...more });
const tickets = async () =>
  (await cafe.call<{ tickets: Ticket[] }>("cashier", "GET", "/kitchen/tickets?state=open&limit=200")).tickets;
const bump = (ticket: Ticket | undefined, state: string) =>
  cafe.call("cashier", "POST", `/kitchen/tickets/${ticket?.id}/state`, { state });

/** A morning's business, all of it served. */
async function sellTheMorning(): Promise<void> {
  const cash = { paymentMethod: "cash", amountPaid: 50 };
  const tip = { payments: [{ method: "card", tip: 1.5 }] };
  for (const more of [cash, tip, { paymentMethod: "card" }]) {
    await sell(["2 Caffe Latte Large: Oat milk", "1 Butter Croissant"], more);
    await sell(["1 Flat White", "1 Banana Bread"], more);
    await sell(["1 Cappuccino Medium", "1 Cappuccino Large", "2 Blueberry Muffin"], more);
    await sell(["3 Espresso Double"], more);
  }
  await sell(["1 Turkey Club", "1 Iced Latte Large"], { ...cash, discountId: "happy-hour" });
  refunded = await sell(["2 Avocado Toast", "2 Americano Large"], { ...cash, customerName: "Robin" });
  const { order } = await cafe.call<{ order: { items: { id: string }[] } }>(
    "manager",
    "GET",
    `/orders/${refunded.order.id}`,
  );
  await cafe.call("manager", "POST", `/orders/${refunded.order.id}/refund`, {
    items: [{ orderItemId: order.items[0]?.id, quantity: 1, restock: false }],
    reason: "Burnt",
  });
  const wrong = await sell(["1 Mocha Large"]);
  for (const ticket of await tickets()) await bump(ticket, "served");
  await cafe.call("manager", "POST", `/orders/${wrong.order.id}/void`, { reason: "Wrong order" });
}

/** What is on the kitchen's board: one ready, one begun, the others new. */
async function fillTheBoard(): Promise<void> {
  const card = { paymentMethod: "card" };
  await sell(["2 Flat White: Oat milk", "1 Ham and Cheese Sandwich"], { ...card, customerName: "Leo" });
  await sell(["1 Caffe Latte Large: Oat milk, Extra shot; extra hot"], { ...card, customerName: "Ada" });
  await sell(["1 Hot Chocolate Large", "1 Cinnamon Roll"], { ...card, customerName: "Sam" });
  const { tab } = await cafe.call<{ tab: { id: string; version: number } }>("cashier", "POST", "/tabs", {
    name: "Maria",
    table: "7",
    lines: ["2 Cappuccino Large", "1 Espresso Double"].map(line),
  });
  await cafe.call("cashier", "POST", `/tabs/${tab.id}/send`, { version: tab.version });
  await sell(["2 Chocolate Croissant"], { ...card, customerName: "Kim" });
  const [first, second] = await tickets();
  await bump(first, "ready");
  await bump(second, "started");
}

async function open(path: string, viewport = desk, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await cafe.browser.newContext({ viewport, colorScheme, locale: "en-US" });
  const page = await context.newPage();
  opened = page;
  page.on("pageerror", (error) => problems.push(error.message));
  // What the policy of the pages forbids is told there, too.
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.goto(cafe.url + path);
  return page;
}

async function openTill(viewport = tablet): Promise<{ page: Page; tap: (name: string | RegExp) => Promise<void> }> {
  const page = await open("/app/till/", viewport);
  await enterPin(page, "3456");
  await page.getByRole("button", { name: /Caffe Latte Large/ }).waitFor();
  return {
    page,
    tap: (name) => page.getByRole("button", { name, exact: typeof name === "string" }).click(),
  };
}

/** The products from their beginning, as who has just come sees them. */
async function upToTheFirst(page: Page): Promise<void> {
  const first = page.getByRole("button", { name: /Americano Small/ });
  await first.hover();
  await page.mouse.wheel(0, -5_000);
  await eventually(async () => (await first.boundingBox())?.y).toBeGreaterThan(150);
  await page.mouse.move(0, 0);
}

async function openOffice(place: string, viewport = desk, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const page = await open(`/app/office/#/${place}`, viewport, colorScheme);
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.locator("main h1").first().waitFor();
  return page;
}

/** Nothing of the screen lies beside it; and its picture, if pictures are wanted. */
async function shown(page: Page, name: string): Promise<void> {
  await page.waitForFunction(() => !document.querySelector("main")?.textContent?.includes("Loading …"));
  const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(wide, `${name} is wider than its screen`).toBeLessThanOrEqual(width ?? 0);
  if (!taking) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: `${pictures}${name}.png`, animations: "disabled", caret: "hide" });
}

const textOf = async (page: Page, role: "region" | "dialog" | "status" | "main", name?: string) =>
  (await page.getByRole(role, name ? { name } : {}).allTextContents()).join(" ");

beforeAll(async () => {
  cafe = await openCafe();
  ({ menu_items: menu } = await cafe.call<{ menu_items: Item[] }>(
    "cashier",
    "GET",
    "/menu_items?limit=200&expand=options",
  ));
  await sellTheMorning();
  await fillTheBoard();
});
afterEach(async () => {
  await opened?.context().close();
  const found = problems;
  problems = [];
  expect(found).toEqual([]);
});
afterAll(() => cafe?.end());

describe("the screens of the till", () => {
  it("lets people in by PIN", async () => {
    const page = await open("/app/till/", tablet);
    for (const digit of "0123456789") await page.getByRole("button", { name: digit, exact: true }).waitFor();
    await shown(page, "till-lock");
  });

  it("sells, asks what goes with it, and is paid", async () => {
    const { page, tap } = await openTill();
    await tap(/Cheesecake/);
    await tap(/^Butter Croissant \$/);
    await tap("One Butter Croissant more");
    await tap(/Caffe Latte Large/);
    await tap(/^Oat milk/);
    await page.getByRole("region", { name: "Options for Caffe Latte" }).waitFor();
    const order = await textOf(page, "region", "Order");
    for (const words of ["Cheesecake", "Butter Croissant", "Oat milk", "$17.12"]) expect(order).toContain(words);
    await shown(page, "till-options");
    await tap(/Avocado Toast/);
    await eventually(() => textOf(page, "region", "Order")).toContain("$25.22");
    await upToTheFirst(page);
    await shown(page, "till-sell");
    await tap("More");
    expect(await textOf(page, "dialog")).toContain("Split equally");
    await shown(page, "till-pay");
    await page.keyboard.press("Escape");
    await tap("$30");
    await eventually(() => textOf(page, "status")).toMatch(/Paid.*\$25\.22.*#\d{4}.*Change.*\$4\.78/s);
    await shown(page, "till-paid");
  });

  it("counts a drawer", async () => {
    const { page, tap } = await openTill();
    await tap("Drawer");
    await tap("Terrace");
    await eventually(() => textOf(page, "dialog")).toMatch(/open since.*Count and close/s);
    await shown(page, "till-drawer");
  });

  it("fits a phone", async () => {
    const { page, tap } = await openTill(phone);
    await tap(/Cappuccino Large/);
    await tap(/Butter Croissant/);
    await upToTheFirst(page);
    await eventually(() => textOf(page, "region", "Order")).toContain("$8.37");
    expect(await page.getByRole("button", { name: "Card", exact: true }).isVisible()).toBe(true);
    await shown(page, "till-phone");
  });
});

describe("the kitchen screen", () => {
  it("shows what is to be made", async () => {
    const page = await open("/app/kitchen/");
    await enterPin(page, "3456");
    await page.getByRole("article").filter({ hasText: "Ada" }).getByText("Extra shot").waitFor();
    const board = (await page.getByRole("article").allTextContents()).join(" ");
    for (const words of ["Sam", "Hot Chocolate", "Oat milk", "extra hot", "Table 7 · Maria"]) {
      expect(board).toContain(words);
    }
    await shown(page, "kitchen");
  });
});

describe("the screens of the office", () => {
  const places: [string, string, string[]][] = [
    ["office-today", "today", ["Caffe Latte", "Open orders"]],
    ["office-orders", "orders", ["Partly refunded", "Voided"]],
    ["office-menu", "menu", ["Americano", "$3.50"]],
    ["office-layout", "menu/layout", ["Caffe Latte", "$4.50"]],
    ["office-stock", "stock", ["Oat Milk", "running low"]],
    ["office-money", "money/reports?by=product", ["$8.10", "Caffe Latte"]],
    ["office-staff", "staff", ["cashier"]],
  ];
  it.each(places)("%s", async (name, place, words) => {
    const page = await openOffice(place, name === "office-orders" ? laptop : desk);
    for (const word of words) await eventually(() => textOf(page, "main")).toContain(word);
    await shown(page, name);
  });

  it("show an order with all that happened to it", async () => {
    const page = await openOffice(`orders/${refunded.order.id}`);
    for (const word of ["Avocado Toast", "Robin", "Burnt", refunded.order.orderNumber]) {
      await eventually(() => textOf(page, "main")).toContain(word);
    }
    await shown(page, "office-order");
  });

  it("are dark where the device is, and fit a phone", async () => {
    const dark = await openOffice("today", desk, "dark");
    const ground = await dark.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(ground).toBe("rgb(23, 20, 18)");
    await eventually(() => textOf(dark, "main")).toContain("Caffe Latte");
    await shown(dark, "office-today-dark");
    await dark.context().close();
    const small = await openOffice("today", phone);
    await eventually(() => textOf(small, "main")).toContain("Caffe Latte");
    await shown(small, "office-phone");
  });
});

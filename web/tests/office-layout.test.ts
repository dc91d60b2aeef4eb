import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Cafe, eventually, expectAccessible, openCafe, openPage } from "./support";
import { openTill } from "./till-support";

// What tills show first is arranged in the office, by keyboard alone or by dragging, and tills show it at once.

interface Layout {
  version: number;
  pages: { name: string; color: string | null; tiles: { name: string; menuItemId: string }[] }[];
}

let cafe: Cafe;

const stored = () => cafe.call<Layout>("manager", "GET", "/till_layout");
const namesOf = ({ pages }: Layout) => pages.map(({ name, tiles }) => [name, tiles.map((tile) => tile.name)]);
const tiles = (page: Page) => page.getByRole("button", { name: /, place \d+ of \d+$/ });
const order = async (page: Page) =>
  (await tiles(page).all()).reduce<Promise<string[]>>(
    async (names, tile) => [...(await names), ((await tile.getAttribute("aria-label")) ?? "").replace(/, place.*/, "")],
    Promise.resolve([]),
  );

/** The editor, in front of somebody who may change the menu. */
async function openEditor(viewport = { width: 1280, height: 800 }) {
  const opened = await openPage(cafe, "/app/office/#/menu/layout", viewport, { bypassCSP: true });
  const { page } = opened;
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Till layout" }).waitFor();
  await page.getByRole("navigation", { name: "Pages" }).waitFor();
  return opened;
}

const save = async (page: Page) => {
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await page.getByText("Saved. The tills show it.").waitFor();
};

beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());
beforeEach(async () => {
  const { version } = await stored();
  await cafe.call("manager", "PUT", "/till_layout", { version, pages: [] });
});

/** One page, as somebody else has arranged it. */
async function arrange(...names: string[]): Promise<void> {
  const { menu_items: menu } = await cafe.call<{ menu_items: { id: string; name: string }[] }>(
    "manager",
    "GET",
    "/menu_items",
  );
  const placed = names.map((name) => ({ menuItemId: menu.find((item) => item.name === name)?.id }));
  const { version } = await stored();
  await cafe.call("manager", "PUT", "/till_layout", { version, pages: [{ name: "Favourites", tiles: placed }] });
}

describe("the till layout", () => {
  it("is made by keyboard alone, and tills show it without being asked", async () => {
    const till = await openTill(cafe);
    const { page, context, problems } = await openEditor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByRole("button", { name: "New page" }).focus();
    await press("Enter");
    await page.getByLabel("Name of the page").focus();
    await press("Control+a");
    await page.keyboard.type("Rush hour");
    await page.getByLabel("Add to the page").focus();
    for (const name of ["tea", "flat white", "cortado", "espresso"]) {
      await page.keyboard.type(name);
      await press("Enter");
    }
    const first = (await order(page))[0] ?? "";
    expect((await order(page)).slice(1)).toEqual(["Flat White", "Cortado", "Espresso"]);
    const said = page.getByRole("status").filter({ hasText: /place/ });
    await eventually(() => said.textContent()).toBe("Espresso, place 4 of 4");
    await page.getByRole("button", { name: "Espresso, place 4 of 4" }).focus();
    await press("ArrowLeft", "ArrowLeft");
    await eventually(() => said.textContent()).toBe("Espresso, place 2 of 4");
    expect(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))).toBe(
      "Espresso, place 2 of 4",
    );
    await press("Home");
    await eventually(() => order(page)).toEqual(["Espresso", first, "Flat White", "Cortado"]);
    // The menu of a tile: another place and a colour.
    await press("Enter");
    const dialog = page.getByRole("dialog", { name: "Espresso" });
    await dialog.getByLabel("Place").focus();
    await press("ArrowDown", "ArrowDown");
    await dialog.getByLabel("Colour").focus();
    await press("ArrowDown");
    await press("Escape");
    await eventually(() => order(page)).toEqual([first, "Flat White", "Espresso", "Cortado"]);
    await page.getByRole("button", { name: /^Cortado/ }).focus();
    await press("Delete");
    await eventually(() => order(page)).toEqual([first, "Flat White", "Espresso"]);
    await page.getByRole("button", { name: "Save", exact: true }).focus();
    await press("Enter");
    await page.getByText("Saved. The tills show it.").waitFor();
    expect(namesOf(await stored())).toEqual([["Rush hour", [first, "Flat White", "Espresso"]]]);

    await till.page.getByRole("button", { name: "Rush hour", exact: true }).waitFor();
    await till.tap("Rush hour");
    const grid = till.page.getByRole("list", { name: "Rush hour" }).getByRole("listitem");
    await eventually(async () => (await grid.allTextContents()).map((text) => /Flat|Espresso/.exec(text)?.[0])).toEqual(
      [undefined, "Flat", "Espresso"],
    );
    expect(await grid.last().getAttribute("data-mark")).toBe("red");
    await till.tap(/Espresso Double/);
    await eventually(() => till.order.textContent()).toContain("Espresso");
    expect([...problems, ...till.problems]).toEqual([]);
    await till.context.close();
    await context.close();
  });

  it("is dragged by a mouse", async () => {
    await arrange("Cortado", "Flat White", "Mocha", "Espresso");
    const { page, context, problems } = await openEditor();
    const from = await page.getByRole("button", { name: /^Espresso/ }).boundingBox();
    const to = await page.getByRole("button", { name: /^Cortado/ }).boundingBox();
    if (!from || !to) throw new Error("no tiles");
    await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 12 });
    await page.mouse.up();
    await eventually(() => order(page)).toEqual(["Espresso", "Cortado", "Flat White", "Mocha"]);
    expect(await page.getByRole("dialog").count()).toBe(0);
    await save(page);
    expect(namesOf(await stored())).toEqual([["Favourites", ["Espresso", "Cortado", "Flat White", "Mocha"]]]);
    // A click is no drag.
    await page.getByRole("button", { name: /^Mocha/ }).click();
    await page.getByRole("dialog", { name: "Mocha" }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("is dragged by a finger at its grip", async () => {
    await arrange("Cortado", "Flat White", "Mocha");
    const { page, context } = await openEditor();
    const grip = await page
      .getByRole("button", { name: /^Cortado/ })
      .locator("[data-grip]")
      .boundingBox();
    const to = await page.getByRole("button", { name: /^Mocha/ }).boundingBox();
    if (!grip || !to) throw new Error("no tiles");
    const touch = await context.newCDPSession(page);
    const point = (x: number, y: number) => [{ x, y }];
    await touch.send("Input.dispatchTouchEvent", {
      type: "touchStart",
      touchPoints: point(grip.x + 24, grip.y + 24),
    });
    for (let step = 1; step <= 8; step += 1) {
      const part = (start: number, end: number) => start + ((end - start) * step) / 8;
      await touch.send("Input.dispatchTouchEvent", {
        type: "touchMove",
        touchPoints: point(part(grip.x + 24, to.x + to.width / 2), part(grip.y + 24, to.y + to.height / 2)),
      });
    }
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await eventually(() => order(page)).toEqual(["Flat White", "Mocha", "Cortado"]);
    await context.close();
  });

  it("is not overwritten by a second editor, and guarded while it is unsaved", async () => {
    await arrange("Cortado", "Mocha");
    const one = await openEditor();
    const two = await openEditor();
    await one.page.getByRole("button", { name: /^Mocha/ }).focus();
    await one.page.keyboard.press("ArrowLeft");
    await two.page.getByRole("button", { name: /^Cortado/ }).focus();
    await two.page.keyboard.press("Delete");
    await save(two.page);
    await one.page.getByRole("link", { name: "Items", exact: true }).click();
    await one.page.getByRole("dialog").waitFor();
    await one.page.getByRole("button", { name: /Stay|Keep/ }).click();
    await one.page.getByRole("button", { name: "Save", exact: true }).click();
    await one.page.getByText(/Somebody else has changed the layout/).waitFor();
    expect(namesOf(await stored())).toEqual([["Favourites", ["Mocha"]]]);
    await one.page.getByRole("button", { name: "Save mine in its place" }).click();
    await one.page.getByText("Saved. The tills show it.").waitFor();
    expect(namesOf(await stored())).toEqual([["Favourites", ["Mocha", "Cortado"]]]);
    // Who has changed nothing sees what the other saved.
    await eventually(() => order(two.page)).toEqual(["Mocha", "Cortado"]);
    await one.page.getByRole("button", { name: /^Mocha/ }).focus();
    await one.page.keyboard.press("Delete");
    await arrange("Espresso");
    await one.page.getByRole("button", { name: "Save", exact: true }).click();
    await one.page.getByRole("button", { name: "Show theirs, drop mine" }).click();
    await eventually(() => order(one.page)).toEqual(["Espresso"]);
    expect([...one.problems, ...two.problems]).toEqual([]);
    await one.context.close();
    await two.context.close();
  });

  it("has no barriers in any theme, and fits a phone", async () => {
    await arrange("Cortado", "Caffe Latte", "Mocha");
    const { page, context } = await openEditor();
    await page.getByLabel("Colour").selectOption("Teal");
    for (const theme of ["Light", "Dark", "High contrast"]) {
      await page.getByLabel("Theme").selectOption(theme);
      await expectAccessible(page, theme);
      await page.getByRole("button", { name: /^Mocha/ }).click();
      await expectAccessible(page, `${theme}, a tile's menu`);
      await page.keyboard.press("Escape");
    }
    await page.setViewportSize({ width: 390, height: 844 });
    const [wide, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    expect(wide).toBeLessThanOrEqual(width ?? 0);
    await context.close();
  });

  it("names what the server does not take", async () => {
    await arrange("Cortado");
    const { page, context } = await openEditor();
    await page.getByLabel("Name of the page").fill(" ");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await eventually(() => page.getByLabel("Name of the page").getAttribute("aria-invalid")).toBe("true");
    await context.close();
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, expectAccessible, openCafe } from "./support";

let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

/** Looks again until it is so; machines that test are slow, and the viewer reads half a megabyte. */
const eventually = <Value>(look: () => Promise<Value>) => expect.poll(look, { timeout: 60_000 });

/** The description as a developer opens it; `problems` and `elsewhere` gather what must not be. */
async function openDescription(colorScheme: "light" | "dark", at = "", bypassCSP = false) {
  const context = await cafe.browser.newContext({ colorScheme, bypassCSP, viewport: { width: 1200, height: 900 } });
  const page = await context.newPage();
  const problems: string[] = [];
  const elsewhere: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    // Names of operations have underscores, and the viewer warns of an old way to write spaces.
    if (message.type() === "error" && !message.text().startsWith("Deprecated: ")) problems.push(message.text());
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && origin !== new URL(cafe.url).origin) elsewhere.push(request.url());
  });
  await page.goto(`${cafe.url}/app/api/${at}`);
  await page.getByRole("heading", { name: "CafePOS" }).waitFor({ timeout: 60_000 });
  return { page, context, problems, elsewhere };
}

describe("the description of the API", { timeout: 180_000 }, () => {
  it("shows how to sell and what an order has, from this server alone", async () => {
    const { page, context, problems, elsewhere } = await openDescription("light");
    await page.getByRole("heading", { name: /^orders/ }).click();
    const sale = page.locator("#operations-orders-post_orders");
    await sale.getByRole("button", { name: /^POST/ }).click();
    await eventually(() => sale.textContent()).toContain("Idempotency-Key");
    await sale.getByRole("tab", { name: "Schema" }).first().click();
    await eventually(() => sale.getByRole("article").first().textContent()).toMatch(/NewOrder.*items.*clientOrderId/s);
    expect(problems).toEqual([]);
    expect(elsewhere).toEqual([]);
    await context.close();
  });

  it("can be tried: what is sent goes to this server", async () => {
    const { page, context, problems } = await openDescription("light", "#/health/get_health_live");
    const operation = page.locator("#operations-health-get_health_live");
    await operation.getByRole("button", { name: "Try it out" }).click();
    await operation.getByRole("button", { name: "Execute" }).click();
    await eventually(() => operation.textContent()).toMatch(/Server response.*200.*Response body/s);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("has no serious problem that axe finds but those in the viewer's own markup, light and dark", async () => {
    for (const scheme of ["light", "dark"] as const) {
      const { page, context } = await openDescription(scheme, "#/orders/post_orders", true);
      await eventually(() => page.locator("#operations-orders-post_orders").textContent()).toContain("Idempotency-Key");
      await expectAccessible(page, scheme, undefined, {
        // Links within buttons, headings that begin with the third, what lies beside the viewer's own `main`.
        rules: ["nested-interactive", "heading-order", "region"],
        parts: [],
      });
      await context.close();
    }
  });
});

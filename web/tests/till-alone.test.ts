import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, openCafe } from "./support";
import { done, openTill, sales, seenAway } from "./till-support";

// A till that is locked while its server is away: people whom the server has let in here by PIN within a day come in all the same.

let cafe: Cafe;
let isDead = false;
const pinOf = { cashier: "3456", manager: "2345" };

beforeAll(async () => {
  cafe = await openCafe();
  for (const who of Object.keys(pinOf)) await cafe.call(who, "GET", "/tills"); // so that their PINs work from here
});
async function kill(): Promise<void> {
  await cafe.kill();
  isDead = true;
}
async function revive(): Promise<void> {
  await cafe.restart();
  isDead = false;
}
afterEach(async () => {
  if (isDead) await revive();
});
afterAll(() => cafe?.end());

/** Something is done with whom the till knows, in the page. */
const known = (page: Page, olderByHours = 0) =>
  page.evaluate(
    (hours) =>
      new Promise<number>((resolve) => {
        const opening = indexedDB.open("cafepos-pins");
        opening.onsuccess = () => {
          const db = opening.result;
          if (!db.objectStoreNames.contains("people")) return resolve(0);
          const people = db.transaction("people", "readwrite").objectStore("people");
          people.getAll().onsuccess = ({ target }) => {
            const all = (target as IDBRequest<{ person: { id: string }; at: number }[]>).result;
            for (const one of all) people.put({ ...one, at: one.at - hours * 3_600_000 }, one.person.id);
            db.close();
            resolve(all.length);
          };
        };
      }),
    olderByHours,
  );

/** A till where both have signed in, and the cashier is; the server is dead. */
async function openAway() {
  const till = await openTill(cafe);
  const { page, tap } = till;
  await tap("Lock");
  await enterPin(page, pinOf.manager);
  await page.getByRole("button", { name: "Drawer", exact: true }).waitFor();
  await eventually(() => known(page)).toBe(2);
  await tap("Lock");
  await enterPin(page, pinOf.cashier);
  await page.getByRole("button", { name: "Drawer", exact: true }).waitFor();
  await kill();
  await seenAway(page);
  return till;
}

describe("a till that is locked without its server", { timeout: 120_000 }, () => {
  it("opens by PIN, sells, and brings the sale there once, under the name of who sold", async () => {
    const { page, context, problems, tap, order } = await openAway();
    await tap(/Mocha Large/);
    await tap("Lock");
    await page.getByText("1 line of the order is kept.").waitFor();
    await enterPin(page, pinOf.manager);
    await eventually(() => order.textContent()).toContain("Mocha");
    expect(await order.textContent()).toContain("Without the server: sales are kept on this till.");
    // It sells, and nothing else: all that asks the server is not there.
    for (const name of ["History", "Drawer", "Open orders", "Hold"])
      expect(await page.getByRole("button", { name, exact: true }).count(), name).toBe(0);
    await tap("Card");
    await eventually(() => done(page).textContent()).toMatch(/Paid \$\d/);
    await eventually(() => order.textContent()).toContain("1 waiting");
    await tap(/Cortado/); // the next guest's
    await revive();
    const sold = await sales(cafe);
    await page.getByText("The server is back. Your PIN sends what waits; the order stays.").waitFor();
    expect(await order.textContent()).toContain("Cortado");
    expect(await sales(cafe)).toHaveLength(sold.length); // nobody is signed in who could send it
    await tap("Enter PIN");
    await page.getByText("The server is back. Please enter your PIN again.").waitFor();
    await enterPin(page, pinOf.cashier);
    await eventually(() => order.textContent()).toContain("Cortado");
    await eventually(async () => (await sales(cafe)).length).toBe(sold.length + 1);
    await eventually(() => order.textContent()).not.toContain("waiting");
    expect((await sales(cafe))[0]).toMatchObject({ created_by: "manager", payment_method: "card" });
    await page.reload();
    await page.getByRole("button", { name: "One Cortado more" }).waitFor();
    expect(await sales(cafe)).toHaveLength(sold.length + 1);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("asks for the PIN by itself once the server is back and nothing is on the counter", async () => {
    const { page, context, tap } = await openAway();
    await tap("Lock");
    await enterPin(page, pinOf.cashier);
    await page.getByText("Without the server: sales are kept on this till.").waitFor();
    await revive();
    await page.getByText("The server is back. Please enter your PIN again.").waitFor({ timeout: 15_000 });
    await context.close();
  });

  it("stays shut after five wrong PINs until the server has let somebody in", async () => {
    const { page, context, tap } = await openAway();
    await tap("Lock");
    const wrong = page.getByRole("alert").getByText("nobody who signed in here within a day has this PIN");
    for (let i = 1; i < 5; i += 1) {
      await enterPin(page, `000${i}`);
      await page.getByLabel("0 digits typed").waitFor(); // it is judged
      await wrong.waitFor();
    }
    await enterPin(page, "0005");
    const closed = page.getByRole("alert").getByText("Too many wrong PINs.");
    await closed.waitFor();
    await enterPin(page, pinOf.cashier);
    await page.getByLabel("0 digits typed").waitFor();
    await closed.waitFor();
    await revive();
    await enterPin(page, pinOf.cashier);
    await page.getByRole("button", { name: "Drawer", exact: true }).waitFor();
    await kill();
    await seenAway(page);
    await tap("Lock");
    await enterPin(page, pinOf.cashier);
    await page.getByText("Without the server: sales are kept on this till.").waitFor();
    await context.close();
  });

  it("knows nobody any more after a day", async () => {
    const { page, context, tap } = await openAway();
    await known(page, 24);
    await tap("Lock");
    await page.getByText("Tap Lock again to lock it all the same.").waitFor();
    await tap("Lock");
    await enterPin(page, pinOf.cashier);
    await page.getByRole("alert").getByText("nobody has signed in here by PIN within a day").waitFor();
    await eventually(() => known(page)).toBe(0);
    await context.close();
  });
});

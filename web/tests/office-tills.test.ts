import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cafe, eventually, openCafe, openPage } from "./support";

// A café that has grown: where its tills are named, beyond the one that the first steps add.

interface Till {
  name: string;
  printerId: string | null;
  active: boolean;
}

let cafe: Cafe;
const tills = async () => (await cafe.call<{ tills: Till[] }>("manager", "GET", "/tills")).tills;

beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

it("adds a second till to a café that sells, gives it a printer, and takes one out of use", async () => {
  await cafe.call("manager", "POST", "/printers", { name: "Garden slips", type: "none" });
  const { page, context, problems } = await openPage(cafe, "/app/office/#/settings/tills", {
    width: 1280,
    height: 800,
  });
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Tills" }).waitFor();
  await page.getByRole("button", { name: "New till" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Terrace");
  await dialog.getByRole("button", { name: "Save" }).click();
  await dialog.locator(".problem").first().waitFor(); // there is one of that name
  await dialog.getByLabel("Name").fill("Garden");
  await dialog.getByLabel("Receipts are printed at").selectOption("Garden slips");
  await dialog.getByRole("button", { name: "Save" }).click();
  const row = (name: string) => page.getByRole("row", { name: new RegExp(`^${name}`) });
  await row("Garden").getByText("Garden slips").waitFor();
  await row("Bar").getByText("The first printer").waitFor();

  await page.getByRole("button", { name: "Edit Garden" }).click();
  await dialog.getByLabel("Name").fill("Orangery");
  await dialog.getByLabel("In use").uncheck();
  await dialog.getByRole("button", { name: "Save" }).click();
  await row("Orangery").getByText("switched off").waitFor();
  await eventually(async () => (await tills()).find(({ name }) => name === "Orangery")?.active).toBe(false);
  expect(problems).toEqual([]);
  await context.close();
});

import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cafe, eventually, openCafe, openPage } from "./support";

let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

const file = (text: string) => ({ name: "menu.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

it("imports a file of somebody else's by a mapping of its columns, and undoes it", async () => {
  const { page, context } = await openPage(cafe, "/app/office/", { width: 1280, height: 800 });
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("navigation", { name: "Office" }).waitFor();
  await page.getByRole("navigation", { name: "Office" }).getByRole("link", { name: "Menu", exact: true }).click();
  await page.getByRole("link", { name: "Import", exact: true }).first().click();

  const many = Array.from({ length: 201 }, (_, row) => `Yak ${row},2.00`).join("\n");
  await page.getByLabel("CSV file").setInputFiles(file(`name,price\n${many}\n`));
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("The first 200 of 201 rows.").waitFor();

  // What has no size has no brackets behind its name.
  await page.getByLabel("CSV file").setInputFiles(file("name,size,price\nYak cheese,,2.00\n"));
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByRole("rowheader", { name: "Yak cheese", exact: true }).waitFor();

  await page.getByLabel("CSV file").setInputFiles(file("Produit,Tarif\nZebra Cake,4.50\nZebra Tea,cheap\n"));
  await page.getByText("Which column is what").click();
  await page.getByLabel("Name", { exact: true }).selectOption("Produit");
  await page.getByLabel("Price", { exact: true }).selectOption("Tarif");
  await page.getByRole("button", { name: "Preview" }).click();
  await page.getByText("Preview: nothing is stored yet.").waitFor();
  await page.getByRole("rowheader", { name: "Zebra Cake (Regular)" }).waitFor();
  await page.getByText("Name and valid price are required").waitFor();

  await page.getByRole("button", { name: "Import now" }).click();
  await page.getByRole("button", { name: "Undo this import" }).click();
  await page.getByText("The import is undone").waitFor();
  await eventually(() => page.getByRole("button", { name: "Undo this import" }).count()).toBe(0);
  expect(await page.getByRole("alert").filter({ hasText: /./ }).count()).toBe(0);
  await context.close();
}, 120_000);

import { afterAll, beforeAll, expect, it } from "vitest";
import { type Cafe, openCafe, openPage } from "./support";

// The owner looks at the office on a phone.

let cafe: Cafe;
beforeAll(async () => {
  cafe = await openCafe();
});
afterAll(() => cafe?.end());

/** Two rows of 40 px, with what is between and around them. */
const twoRows = 40 + 8 + 40 + 17;

it("has a head of two rows at most on a phone, in every language, with everything in reach", async () => {
  const { page, context } = await openPage(cafe, "/app/office/", { width: 390, height: 844 });
  await page.getByLabel("User name").fill("manager");
  await page.getByLabel("Password", { exact: true }).fill("password123");
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  const head = page.getByRole("banner");
  for (const [language, live] of Object.entries({ en: "Live", de: "Live", fr: "En direct", es: "En vivo" })) {
    await head.getByRole("combobox").first().selectOption(language);
    await page.locator(`html[lang="${language}"]`).waitFor();
    await head.getByText(live, { exact: true }).waitFor();
    const shown = await head.boundingBox();
    expect(shown?.height, language).toBeLessThanOrEqual(twoRows);
    const controls = [
      ...(await head.getByRole("combobox").all()),
      ...(await head.locator("button:not([class*=skip])").all()),
    ];
    expect(controls).toHaveLength(4);
    for (const control of controls) {
      const box = await control.boundingBox();
      expect(box?.x, language).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999), language).toBeLessThanOrEqual(390);
      expect(box?.width, language).toBeGreaterThan(60);
      expect(box?.height, language).toBeGreaterThanOrEqual(40);
    }
    if (process.env.CAFEPOS_LOOK) await page.screenshot({ path: `${process.env.CAFEPOS_LOOK}/head-${language}.png` });
  }
  await context.close();
});

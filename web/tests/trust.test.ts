import { createHash } from "node:crypto";
import { connect } from "node:tls";
import { chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cafe, enterPin, eventually, expectAccessible, openCafe, openPage } from "./support";

const host = "till.test";
const mapped = `--host-resolver-rules=MAP ${host} 127.0.0.1`;
let cafe: Cafe;

beforeAll(async () => {
  cafe = await openCafe([mapped]);
});
afterAll(() => cafe?.end());

interface Tls {
  on: boolean;
  port: number;
  root: { fingerprint: string };
}
const tlsOf = () => cafe.call<Tls>("cashier", "GET", "/tls");

/** The SHA-256 of the server's public key, once Node has found that the root vouches for this host. */
async function keyOf(port: number): Promise<string> {
  const root = await (await fetch(`${cafe.url}/tls/root.crt`)).text();
  return new Promise((resolve, reject) => {
    const socket = connect({ host: "127.0.0.1", port, servername: host, ca: root }, () => {
      const key = socket.getPeerX509Certificate()?.publicKey.export({ type: "spki", format: "der" });
      socket.end();
      key ? resolve(createHash("sha256").update(key).digest("base64")) : reject(new Error("no certificate"));
    });
    socket.once("error", reject);
  });
}

describe("trusting the café's server", { timeout: 120_000 }, () => {
  it("says how to make a certificate where there is none, and no till links to it", async () => {
    const { page, context, problems } = await openPage(cafe, "/app/trust/");
    await page.getByRole("heading", { name: "Trust this server" }).waitFor();
    await eventually(() => page.textContent("main")).toContain("cafepos tls init");
    expect(await page.getByRole("link").count()).toBe(0);
    expect(problems).toEqual([]);
    await context.close();
  });

  it("shows the root to take, its fingerprint and the steps for this kind of device", async () => {
    expect(cafe.run("tls", "init", "--name", host)).toContain(host);
    await cafe.kill();
    await cafe.restart();
    const { root, port } = await tlsOf();
    const { page, context, problems } = await openPage(cafe, "/app/trust/");
    await eventually(() => page.textContent("main")).toContain(root.fingerprint);
    const steps = page.getByRole("group").filter({ hasText: "certificate-manager" });
    expect(await steps.getAttribute("open"), "Chromium's own steps are open").not.toBeNull();
    expect(await page.locator("details[open]").count()).toBe(1);
    for (const name of ["Certificate", "Profile for iPad, iPhone"]) {
      const path = await page.getByRole("link", { name, exact: true }).getAttribute("href");
      const file = await (await fetch(cafe.url + path)).text();
      expect(file).toMatch(/BEGIN CERTIFICATE|com\.apple\.security\.root/);
    }
    const way = page.getByRole("link", { name: "Open the till over https" });
    expect(await way.getAttribute("href")).toMatch(new RegExp(`^https://.*:${port}/app/till$`));
    await page.getByRole("img", { name: /the address of this page: http:.*\/app\/trust/ }).waitFor();
    expect(problems).toEqual([]);
    await context.close();
  });

  it("has no problem that axe finds, in any language, light and dark", async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      const context = await cafe.browser.newContext({ colorScheme, bypassCSP: true, locale: "en-US" });
      const page = await context.newPage();
      await page.goto(`${cafe.url}/app/trust/`);
      for (const language of ["Deutsch", "Français", "Español", "English"]) {
        await page.getByRole("button", { name: language }).click();
        await page.getByRole("button", { name: language, pressed: true }).waitFor();
        await page.evaluate(() => {
          for (const part of document.querySelectorAll("details")) part.open = true;
        });
        await expectAccessible(page, `${language}, ${colorScheme}`);
      }
      await context.close();
    }
  });

  it("is linked from the till's help over plain http", async () => {
    const context = await cafe.browser.newContext({ locale: "en-US" });
    const page = await context.newPage();
    const url = new URL("/app/till/", cafe.url);
    url.hostname = host;
    await page.goto(url.href);
    await enterPin(page, "3456");
    await page.getByRole("button", { name: /Espresso Double/ }).waitFor();
    await page.keyboard.press("F1");
    const link = page.getByRole("dialog").getByRole("link", { name: "Trust this server, for https" });
    await eventually(() => link.getAttribute("href")).toBe("/app/trust");
    await context.close();
  });

  // Vite's pages come over plain http.
  it.skipIf(process.env.CAFEPOS_APP === "vite")("lets the till be a secure page, which sells", async () => {
    const { port } = await tlsOf();
    const browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", mapped, `--ignore-certificate-errors-spki-list=${await keyOf(port)}`],
    });
    const page = await browser.newPage({ viewport: { width: 1024, height: 600 }, locale: "en-US" });
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(`https://${host}:${port}/app/trust/`);
    await page.getByText("This page came over https").waitFor();
    await page.getByRole("link", { name: "Open the till over https" }).click();
    await enterPin(page, "3456");
    expect(await page.evaluate(() => [location.protocol, isSecureContext, "locks" in navigator])).toEqual([
      "https:",
      true,
      true,
    ]);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => true));
    await page.getByRole("button", { name: /Espresso Double/ }).click();
    await page.getByRole("button", { name: "Card", exact: true }).click();
    await page.getByText(/Paid \$3\.51/).waitFor();
    expect(problems).toEqual([]);
    await browser.close();
  });
});

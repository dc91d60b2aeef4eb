import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { createServer, type ViteDevServer } from "vite";
import { expect } from "vitest";

/** What is in the café: the demo's, or nothing yet but its first admin. */
export type Stock = "demo" | "empty";

/** The real binary with a café, on a free port of loopback, and a real Chromium. `CAFEPOS_BINARY` says which binary.
 * With `CAFEPOS_APP=vite` the pages come from Vite as they lie here, else from the binary. */
export interface Cafe {
  /** Where the app is, without a slash at the end. */
  url: string;
  browser: Browser;
  /** Kills the server as a power cut would, and starts it again on the same port and data. */
  kill: () => Promise<void>;
  restart: () => Promise<void>;
  /** A command of the binary on the café's data: `run("tls", "init")`; what it prints. */
  run: (...command: string[]) => string;
  /** Calls the API as somebody of the demo café: "cashier", "manager", "admin". Answers `data`. */
  call: <Data>(who: string, method: string, path: string, body?: unknown) => Promise<Data>;
  /** The password of an empty café's first admin. */
  firstPassword: () => string;
  end: () => Promise<void>;
}

const binary = process.env.CAFEPOS_BINARY ?? "../build/release/cafepos";

function waitForExit(process: ChildProcess): Promise<void> {
  return process.exitCode !== null || process.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => process.once("exit", () => resolve()));
}

interface Started {
  process: ChildProcess;
  port: number;
  /** What it said until it listened. */
  said: string;
}

const environment = (folder: string, port: number) => ({
  PATH: process.env.PATH,
  DATA_DIR: folder,
  HOST: "127.0.0.1",
  PORT: String(port),
  TLS_PORT: "0",
});

async function startServer(folder: string, port: number, stock: Stock): Promise<Started> {
  const server = spawn(binary, ["serve", ...(stock === "demo" ? ["--demo"] : [])], {
    cwd: folder,
    env: environment(folder, port),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const found = await new Promise<number>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      const match = /CafePOS listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(output);
      if (match) resolve(Number(match[1]));
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", () => reject(new Error(`the server did not start:\n${output}`)));
  });
  return { process: server, port: found, said: output };
}

/** `flags` are further ones of Chromium's. */
export async function openCafe(flags: string[] = [], stock: Stock = "demo"): Promise<Cafe> {
  const folder = mkdtempSync(join(tmpdir(), "cafepos-web-"));
  let { process: server, port, said } = await startServer(folder, 0, stock);
  const api = () => `http://127.0.0.1:${port}`;
  let vite: ViteDevServer | null = null;
  if (process.env.CAFEPOS_APP === "vite") {
    process.env.CAFEPOS_URL = api();
    vite = await createServer({
      server: { port: 0, host: "127.0.0.1", allowedHosts: true },
      logLevel: "error",
    });
    await vite.listen();
  }
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", ...flags],
  });
  // What tests cut off goes through no worker, but where they ask for it.
  const newContext = browser.newContext.bind(browser);
  browser.newContext = (options) => newContext({ serviceWorkers: "block", ...options });
  const tokens = new Map<string, string>();
  const send = async (token: string | undefined, method: string, path: string, body: unknown): Promise<unknown> => {
    const isForm = body instanceof FormData;
    const headers: Record<string, string> = isForm ? {} : { "Content-Type": "application/json" };
    if (token) headers.Authorization = `Bearer ${token}`;
    const answer = await fetch(api() + path, {
      method,
      headers,
      body: isForm ? body : body === undefined ? null : JSON.stringify(body),
    });
    if (answer.status === 204) return undefined;
    const envelope = (await answer.json()) as { success: boolean; data: unknown; errors: string[] };
    if (!envelope.success) throw new Error(`${method} ${path}: ${answer.status} ${envelope.errors.join(" ")}`);
    return envelope.data;
  };
  const stop = async (signal: NodeJS.Signals) => {
    server.kill(signal);
    await waitForExit(server);
  };
  return {
    url: vite ? (vite.resolvedUrls?.local[0] ?? "").replace(/\/app\/$/, "") : api(),
    browser,
    kill: () => stop("SIGKILL"),
    restart: async () => {
      ({ process: server, said } = await startServer(folder, port, stock));
    },
    run: (...command) =>
      execFileSync(binary, command, { cwd: folder, env: environment(folder, port), encoding: "utf8" }),
    call: async <Data>(who: string, method: string, path: string, body?: unknown) => {
      if (!tokens.has(who)) {
        const login = await send(undefined, "POST", "/auth/login", { username: who, password: "password123" });
        tokens.set(who, (login as { token: string }).token);
      }
      return (await send(tokens.get(who), method, path, body)) as Data;
    },
    firstPassword: () => /^\s+password\s+(\S+)$/m.exec(said)?.[1] ?? "",
    end: async () => {
      await browser.close();
      await vite?.close();
      await stop("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A fresh device in front of a page of the app; every error of the page fails the test that looks at `problems`. `bypassCSP` lets
 * axe in; `before` is done before the page is opened. */
export async function openPage(
  cafe: Cafe,
  path: string,
  viewport = { width: 1024, height: 600 },
  { bypassCSP = false, before }: { bypassCSP?: boolean; before?: (context: BrowserContext) => Promise<unknown> } = {},
): Promise<{ page: Page; context: BrowserContext; problems: string[] }> {
  const context = await cafe.browser.newContext({ viewport, locale: "en-US", bypassCSP });
  await before?.(context);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("pageerror", (error) => problems.push(error.message));
  await page.goto(cafe.url + path);
  return { page, context, problems };
}

/** Signs in by PIN at the lock that is shown. */
export async function enterPin(page: Page, pin: string): Promise<void> {
  for (const digit of pin) await page.getByRole("button", { name: digit, exact: true }).click();
}

/** Waits until it holds; fails if that takes too long. */
export async function until(holds: () => Promise<boolean>, within = 8_000): Promise<void> {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${within} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Looks again until it is so; machines that test are slow. */
export const eventually = <Value>(look: () => Value | Promise<Value>) => expect.poll(look, { timeout: 20_000 });

/** How many times longer a server takes that was built to look for mistakes. */
export const slowdown = Number(process.env.CAFEPOS_SLOWDOWN ?? 1);

/** Numbers that a failure can be repeated with. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
interface Axe {
  run: (context: object, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
}
interface Spared {
  rules: string[];
  /** By selector. */
  parts: string[];
}
/** Fails with what axe finds on a page as it is now; `rules`: look for these only; `spared`: what is not ours to mend.
 * The page's context must have `bypassCSP`. */
export async function expectAccessible(page: Page, what: string, rules?: string[], spared?: Spared): Promise<void> {
  if (!(await page.evaluate(() => "axe" in window))) await page.addScriptTag({ path: axePath });
  const options = {
    resultTypes: ["violations"],
    ...(rules ? { runOnly: rules } : {}),
    rules: Object.fromEntries((spared?.rules ?? []).map((rule) => [rule, { enabled: false }])),
  };
  const context = { exclude: (spared?.parts ?? []).map((selector) => [selector]) };
  const found = await page.evaluate(
    async ([where, wanted]) => {
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run({ include: [["html"]], ...where }, wanted);
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`);
    },
    [context, options] as const,
  );
  expect(found, what).toEqual([]);
}

import "fake-indexeddb/auto";
import { deleteDB, openDB } from "idb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Person } from "../../shared/session";
import { keptMs, pins, wrongMost } from "./pins";

const ada: Person = {
  id: "1",
  username: "ada",
  firstName: "Ada",
  lastName: "",
  role: "manager",
  permissions: ["sales.process", "sales.refund", "users.edit", "sales.apply_discount"],
};
const max: Person = { ...ada, id: "2", username: "max", role: "cashier" };
const start = new Date("2026-11-26T08:00:00Z").getTime();
const later = (ms: number) => vi.setSystemTime(start + ms);
const why = (pin: string) =>
  pins.find(pin).then(
    (person) => person.username,
    (error: { reason: string }) => error.reason,
  );

/** What the till asks for; tests are not as slow as that. */
let rounds = 0;
const deriveBits = crypto.subtle.deriveBits.bind(crypto.subtle);

beforeEach(async () => {
  vi.spyOn(crypto.subtle, "deriveBits").mockImplementation((how, key, bits) => {
    rounds = (how as Pbkdf2Params).iterations;
    return deriveBits({ ...(how as Pbkdf2Params), iterations: 10 }, key, bits);
  });
  vi.useFakeTimers({ toFake: ["Date"], now: start });
  await deleteDB("cafepos-pins");
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("PINs without the server", () => {
  it("open the till for whom the server has let in here, with what may be done without it", async () => {
    await pins.confirmed(ada, "2345");
    await pins.confirmed(max, "3456");
    expect(await pins.find("3456")).toMatchObject({
      username: "max",
      permissions: ["sales.process", "sales.apply_discount"],
    });
    expect(await why("2345")).toBe("ada");
    expect(await why("9999")).toBe("wrong");
  });
  it("are not kept: nothing on the device is a PIN, and no script can read the key", async () => {
    await pins.confirmed(ada, "2345");
    const db = await openDB("cafepos-pins");
    const [lock, verifier] = [await db.get("lock", "till"), await db.get("people", "1")];
    db.close();
    expect(rounds).toBeGreaterThanOrEqual(600_000);
    expect(lock.key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey("raw", lock.key)).rejects.toThrow();
    expect(JSON.stringify(verifier)).not.toContain("2345");
    expect([verifier.salt.length, verifier.proof.byteLength]).toEqual([16, 32]);
    // The same PIN proves nothing for somebody else, nor with another salt.
    await pins.confirmed(max, "2345");
    const again = await openDB("cafepos-pins");
    expect(new Uint8Array((await again.get("people", "2")).proof)).not.toEqual(new Uint8Array(verifier.proof));
    again.close();
  });
  it("open nothing after five wrong ones, until the server has let somebody in; a right one forgives one", async () => {
    await pins.confirmed(ada, "2345");
    for (let i = 1; i < wrongMost; i += 1) expect(await why("0000")).toBe("wrong");
    expect(await why("2345")).toBe("ada");
    expect(await why("0000")).toBe("wrong");
    expect(await why("0000")).toBe("closed");
    expect(await why("2345")).toBe("closed");
    expect(await pins.knowsAnybody()).toBe(false);
    await pins.confirmed(max, null); // by password
    expect(await why("2345")).toBe("ada");
  });
  it("are forgotten after a day, and where the clock was set back", async () => {
    await pins.confirmed(ada, "2345");
    later(keptMs - 1_000);
    expect(await why("2345")).toBe("ada");
    later(2 * 3_600_000);
    expect(await why("2345")).toBe("nobody");
    later(keptMs);
    await pins.confirmed(ada, "2345");
    later(2 * keptMs);
    await pins.tidy();
    expect(await pins.knowsAnybody()).toBe(false);
  });
  it("are forgotten where the server knows them no more, ends the session, or the device becomes another till", async () => {
    await pins.confirmed(ada, "2345");
    await pins.confirmed(max, "3456");
    await pins.refused("2345");
    expect([await why("2345"), await why("3456")]).toEqual(["wrong", "max"]);
    await pins.gone("2");
    expect(await why("3456")).toBe("nobody");
    await pins.confirmed(max, "3456");
    await pins.forgetAll();
    expect(await why("3456")).toBe("nobody");
  });
  it("change with their person: the old one opens nothing", async () => {
    await pins.confirmed(ada, "2345");
    await pins.confirmed(ada, "777777");
    expect([await why("2345"), await why("777777")]).toEqual(["wrong", "ada"]);
  });
  it("need a secure context", async () => {
    vi.stubGlobal("crypto", { getRandomValues: crypto.getRandomValues.bind(crypto) });
    await pins.confirmed(ada, "2345");
    expect([await why("2345"), await pins.knowsAnybody()]).toEqual(["insecure", false]);
  });
});

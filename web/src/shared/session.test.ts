import { beforeEach, describe, expect, it, vi } from "vitest";
import { call } from "./api/client";
import { openSession, type Person, type PinKeeper, PinProblem, useSession } from "./session";

const ada: Person = { id: "1", username: "ada", firstName: "Ada", lastName: "", role: "cashier", permissions: [] };
const max: Person = { ...ada, id: "2", username: "max", firstName: "Max" };
const keep = (page: string, person: Person | null, token = "t") => {
  if (person) localStorage.setItem(`cafepos.session.${page}`, JSON.stringify({ person, token }));
  else localStorage.removeItem(`cafepos.session.${page}`);
};
const changed = (page: string) => window.dispatchEvent(new StorageEvent("storage", { key: `cafepos.session.${page}` }));
const answer = (status: number) => vi.fn(async () => new Response("{}", { status }));

describe("the session of a page", () => {
  beforeEach(() => {
    localStorage.clear();
    openSession("till", false);
  });
  it("is its own: nobody is signed in at the till because somebody is in the office", () => {
    keep("office", max);
    openSession("till", false);
    expect(useSession.getState().person).toBeNull();
  });
  it("is that of all its windows: who locks one locks the others, who signs in is there in each", () => {
    keep("till", ada);
    changed("till");
    expect(useSession.getState().person?.username).toBe("ada");
    keep("till", null);
    changed("till");
    expect(useSession.getState().person).toBeNull();
  });
  it("does not end another's: a refused token clears only what is stored of itself", async () => {
    keep("till", ada, "old");
    changed("till");
    keep("till", max, "new"); // signed in at another window, which this one has not heard of yet
    vi.stubGlobal("fetch", answer(401));
    await expect(call("GET", "/orders")).rejects.toThrow();
    expect(localStorage.getItem("cafepos.session.till")).toContain("max");
  });
  it("goes on when a call that judges another secret is refused", async () => {
    keep("till", ada);
    changed("till");
    vi.stubGlobal("fetch", answer(401));
    await expect(call("POST", "/auth/approvals", {}, { keepsSession: true })).rejects.toThrow();
    expect(useSession.getState().person?.username).toBe("ada");
    await expect(call("GET", "/orders")).rejects.toThrow();
    expect(useSession.getState().person).toBeNull();
  });
  it("is remembered only where the page says so", async () => {
    const fetched = vi.fn(async (_: string, init: RequestInit) => {
      const { rememberMe } = JSON.parse(String(init.body)) as { rememberMe: boolean };
      return new Response(
        JSON.stringify({ success: true, data: { user: ada, token: String(rememberMe) }, errors: [] }),
      );
    });
    vi.stubGlobal("fetch", fetched);
    await useSession.getState().signInByPassword("ada", "x");
    expect(useSession.getState().token).toBe("false");
    openSession("kitchen", true);
    await useSession.getState().signInByPassword("ada", "x");
    expect(useSession.getState().token).toBe("true");
  });
  describe("by PIN", () => {
    const keeper = {
      knowsAnybody: vi.fn(async () => true),
      confirmed: vi.fn(async () => undefined),
      refused: vi.fn(async () => undefined),
      gone: vi.fn(async () => undefined),
      find: vi.fn(async (pin: string) => {
        if (pin !== "1234") throw new PinProblem("wrong");
        return ada;
      }),
    } satisfies PinKeeper;
    const enter = (pin: string) => useSession.getState().signInByPin(pin);
    beforeEach(() => {
      vi.clearAllMocks();
      openSession("till", false, keeper);
    });

    it("is the server's where it answers: what it says of a PIN is kept, and nobody comes in whom it refuses", async () => {
      vi.stubGlobal("fetch", async () => Response.json({ success: true, data: { user: max, token: "t" }, errors: [] }));
      await enter("1234");
      expect(keeper.confirmed).toHaveBeenCalledWith(max, "1234");
      await useSession.getState().signOut();
      vi.stubGlobal("fetch", answer(401));
      await expect(enter("1234")).rejects.toThrow();
      expect([keeper.refused.mock.calls, keeper.find.mock.calls]).toEqual([[["1234"]], []]);
      vi.stubGlobal("fetch", answer(423)); // locked, busy: it judges, and says no
      await expect(enter("1234")).rejects.toThrow();
      expect([useSession.getState().person, keeper.find.mock.calls.length]).toEqual([null, 0]);
    });
    it("is the device's where nothing answers, or a proxy alone; there is no token, and nothing is written down", async () => {
      for (const fetched of [answer(502), () => Promise.reject(new TypeError())]) {
        vi.stubGlobal("fetch", fetched);
        await expect(enter("9999")).rejects.toThrow(PinProblem);
        await enter("1234");
        const { person, token, isAlone } = useSession.getState();
        expect([person?.username, token, isAlone]).toEqual(["ada", null, true]);
        expect(localStorage.length).toBe(0);
        useSession.getState().askAgain();
        expect(useSession.getState()).toMatchObject({ person: null, isAlone: false, ended: "back" });
      }
    });
    it("forgets whose session the server has ended", async () => {
      keep("till", ada);
      changed("till");
      vi.stubGlobal("fetch", answer(401));
      await expect(call("GET", "/orders")).rejects.toThrow();
      expect(keeper.gone).toHaveBeenCalledWith("1");
    });
  });
});

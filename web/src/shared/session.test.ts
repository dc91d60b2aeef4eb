import { beforeEach, describe, expect, it, vi } from "vitest";
import { call } from "./api/client";
import { openSession, type Person, useSession } from "./session";

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
});

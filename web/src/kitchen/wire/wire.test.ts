import { afterEach, describe, expect, it, vi } from "vitest";
import { exampleTicket } from "../model/example";
import { readOpenTickets, readServed, readStations } from "./wire";

const asked: string[] = [];
/** Answers each path by the first pattern that it has. */
function serve(answers: [RegExp, unknown][]): void {
  asked.length = 0;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const data = answers.find(([pattern]) => pattern.test(path))?.[1];
    return new Response(JSON.stringify({ success: true, data, errors: [] }), { status: 200 });
  });
}
afterEach(() => vi.unstubAllGlobals());
const { signal } = new AbortController();

describe("what is read", () => {
  it("is all that is open, page by page", async () => {
    serve([
      [/cursor=a/, { tickets: [exampleTicket({ id: "b" })], nextCursor: null }],
      [/state=open/, { tickets: [exampleTicket({ id: "a" })], nextCursor: "a" }],
    ]);
    expect((await readOpenTickets(signal)).map(({ id }) => id)).toEqual(["a", "b"]);
    expect(asked).toEqual(["/kitchen/tickets?state=open&limit=200", "/kitchen/tickets?state=open&limit=200&cursor=a"]);
  });

  it("is what was served last of the newest day", async () => {
    const served = (id: string, day: string, time: string) =>
      exampleTicket({
        id,
        businessDate: `2026-11-${day}`,
        servedAt: `2026-11-${day}T${time}:00.000Z`,
        state: "served",
      });
    const tickets = [
      served("c", "26", "09:05"),
      served("b", "26", "09:20"),
      served("a", "26", "09:10"),
      served("old", "25", "23:00"),
    ];
    serve([[/state=served/, { tickets, nextCursor: null }]]);
    expect((await readServed("bar", 2)).map(({ id }) => id)).toEqual(["b", "a"]);
    expect(asked[0]).toContain("stationId=bar");
    expect((await readServed(null, 20)).map(({ id }) => id)).toEqual(["b", "a", "c"]);
    expect(asked[1]).not.toContain("stationId");
  });

  it("is the stations in use, in their order", async () => {
    const station = (name: string, sortOrder: number, active = true) => ({ id: name, name, sortOrder, active });
    serve([[/stations/, { stations: [station("Grill", 2), station("Old", 0, false), station("Bar", 1)] }]]);
    expect((await readStations(signal)).map(({ name }) => name)).toEqual(["Bar", "Grill"]);
  });
});

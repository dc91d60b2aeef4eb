import { describe, expect, it } from "vitest";
import { preferencesOf } from "../preferences";
import { ageLevel, ageText, clockText, secondsSince } from "./age";
import { alsoAt, columnsOf } from "./columns";
import { exampleLine, exampleTicket } from "./example";
import { advanced, isAllDone, isOnBoard, nextState, optionOf, recalled, stationNamed, withLine } from "./ticket";
import { totalsOf } from "./totals";

describe("ages", () => {
  const limits = { hurry: 5, late: 8 };
  it("change colour at the minutes that are set", () => {
    expect([0, 299, 300, 479, 480].map((seconds) => ageLevel(seconds, limits))).toEqual([
      "fine",
      "fine",
      "hurry",
      "hurry",
      "late",
    ]);
  });
  it("are read as minutes and seconds", () => {
    expect([0, 65, 599, 3_600, 5_025].map(ageText)).toEqual(["0:00", "1:05", "9:59", "1:00:00", "1:23:45"]);
  });
  it("are never negative", () => {
    expect(secondsSince("2026-11-26T09:00:10Z", Date.parse("2026-11-26T09:00:00Z"))).toBe(0);
    expect(secondsSince("2026-11-26T09:00:00Z", Date.parse("2026-11-26T09:01:01.900Z"))).toBe(61);
  });
  it("have clocks of 24 hours", () => {
    const at = new Date(2026, 10, 26, 14, 2, 10).getTime();
    expect(clockText(at, "en")).toBe("14:02");
    expect(clockText(at, "en", true)).toBe("14:02:10");
    expect(clockText(new Date(2026, 10, 26, 0, 5).getTime(), "en")).toBe("00:05");
  });
});

describe("a ticket", () => {
  it("is bumped state by state, or faster where that is set", () => {
    const path = (steps: "one" | "two" | "three") =>
      (["new", "started", "ready", "served", "cancelled"] as const).map((state) =>
        nextState(exampleTicket({ state }), steps),
      );
    expect(path("three")).toEqual(["started", "ready", "served", null, null]);
    expect(path("two")).toEqual(["ready", "ready", "served", null, null]);
    expect(path("one")).toEqual(["served", "served", "served", null, null]);
  });
  it("has all its lines done once it is ready, but what is cancelled stays so", () => {
    const lines = [exampleLine(), exampleLine({ id: "line-2", state: "cancelled", cancelled: 1 })];
    const ready = advanced(exampleTicket({ lines }), "ready", "2026-11-26T09:03:00.000Z");
    expect(ready.lines.map(({ state }) => state)).toEqual(["done", "cancelled"]);
    expect(ready.readyAt).toBe("2026-11-26T09:03:00.000Z");
    expect(isAllDone(ready)).toBe(true);
    expect(recalled(ready)).toMatchObject({ state: "started", readyAt: null });
  });
  it("starts with its first line, and a line can be undone", () => {
    const done = withLine(exampleTicket(), "line-1", true);
    expect(done).toMatchObject({ state: "started", lines: [{ done: true, state: "done" }] });
    expect(withLine(done, "line-1", false)).toMatchObject({
      state: "started",
      lines: [{ done: false, state: "open" }],
    });
  });
  it("stays on the board while something cancelled is not known in the kitchen", () => {
    expect(isOnBoard(exampleTicket({ state: "served", mustAcknowledge: true }))).toBe(true);
    expect(isOnBoard(exampleTicket({ state: "served" }))).toBe(false);
  });
  it("has options with quantities", () => {
    expect(optionOf("2x Extra shot")).toEqual({ name: "Extra shot", quantity: 2 });
    expect(optionOf("Oat milk")).toEqual({ name: "Oat milk", quantity: 1 });
    expect(optionOf("4x4 sauce")).toEqual({ name: "4x4 sauce", quantity: 1 });
  });
});

describe("the order of the board", () => {
  const at = (minute: number) => `2026-11-26T09:0${minute}:00.000Z`;
  const first = exampleTicket({ id: "a", number: 1, createdAt: at(1) });
  const second = exampleTicket({ id: "b", number: 2, createdAt: at(2), sourceId: "order-2" });
  const addition = exampleTicket({ id: "c", number: 3, createdAt: at(3), addedTo: "a" });
  const food = exampleTicket({ id: "d", number: 4, createdAt: at(1), stationId: "kitchen" });
  const ids = (groups: { tickets: { id: string }[] }[]) => groups.map((group) => group.tickets.map(({ id }) => id));

  it("is by age, with what was added beneath what it adds to", () => {
    expect(ids(columnsOf([addition, second, first], null).work)).toEqual([["a", "c"], ["b"]]);
  });
  it("lets an addition stand alone where the first part is made", () => {
    const { work, ready } = columnsOf([addition, second, { ...first, state: "ready" }], null);
    expect(ids(work)).toEqual([["b"], ["c"]]);
    expect(ready.map(({ id }) => id)).toEqual(["a"]);
  });
  it("keeps what must be acknowledged among the work", () => {
    expect(ids(columnsOf([{ ...first, state: "ready", mustAcknowledge: true }], null).work)).toEqual([["a"]]);
  });
  it("is of one station, which knows the others that make something of it", () => {
    expect(ids(columnsOf([first, second, food], "kitchen").work)).toEqual([["d"]]);
    expect(alsoAt(first, [first, second, food])).toEqual(["kitchen"]);
    expect(alsoAt(first, [first, { ...food, state: "ready" }])).toEqual([]);
  });
});

describe("totals", () => {
  it("add up what is still to be made, with options by line quantity", () => {
    const lines = [
      exampleLine({ quantity: 3, cancelled: 1, options: ["Oat milk", "2x Extra shot"] }),
      exampleLine({ id: "line-2", quantity: 1, options: ["Oat milk"] }),
      exampleLine({ id: "line-3", menuItemId: "tea", name: "Tea", size: "", state: "done", done: true }),
      exampleLine({ id: "line-4", menuItemId: "tea", name: "Tea", size: "", state: "cancelled", cancelled: 1 }),
    ];
    const other = exampleTicket({
      id: "b",
      lines: [exampleLine({ menuItemId: "tea", name: "Tea", size: "", quantity: 5 })],
    });
    expect(totalsOf([exampleTicket({ lines }), other, { ...other, id: "c", state: "cancelled" }])).toEqual([
      { menuItemId: "tea", name: "Tea", size: "", quantity: 5, options: [] },
      {
        menuItemId: "latte",
        name: "Caffe Latte",
        size: "Large",
        quantity: 3,
        options: [
          { name: "Extra shot", quantity: 4 },
          { name: "Oat milk", quantity: 3 },
        ],
      },
    ]);
  });
});

describe("what a device keeps", () => {
  it("is taken where it makes sense", () => {
    expect(
      preferencesOf({ hurry: 3, late: 6, textSize: "largest", bump: "one", sound: true, stationId: "x" }),
    ).toMatchObject({
      hurry: 3,
      late: 6,
      textSize: "largest",
      bump: "one",
      sound: true,
      stationId: "x",
    });
  });
  it("is as by default where it does not", () => {
    for (const broken of [null, 7, "x", { hurry: 9, late: 9, textSize: "huge", bump: 1, sound: "yes", stationId: 5 }]) {
      expect(preferencesOf(broken)).toMatchObject({
        hurry: 5,
        late: 8,
        textSize: "normal",
        bump: "one",
        sound: false,
      });
    }
  });
});

describe("a station's address", () => {
  const stations = [
    { id: "1", name: "Bar", sortOrder: 0, active: true },
    { id: "2", name: "Küche", sortOrder: 1, active: true },
  ];
  it("is its id or its name in any case", () => {
    expect(stationNamed("2", stations)?.id).toBe("2");
    expect(stationNamed(" KÜCHE ", stations)?.id).toBe("2");
    expect(stationNamed("grill", stations)).toBeNull();
  });
});

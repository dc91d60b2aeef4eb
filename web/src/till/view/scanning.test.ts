import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Product } from "../../shared/order/catalog";
import { emptyOrder } from "../../shared/order/order";
import { useTill } from "../store";
import { scanReader, unlessScanned } from "./scanning";

const product = (barcode: string): Product => ({
  id: barcode,
  name: barcode,
  size: "",
  price: 100,
  category: "Tea",
  imageUrl: null,
  allergens: null,
  barcode,
  openPrice: false,
  soldOut: false,
  groups: [],
});
const at = () => useTill.getState();
const names = () => at().order.lines.map((line) => `${line.quantity} ${line.name}`);

/** Types into a field as a browser does, keys so many ms apart. */
function type(keys: string, gapMs: number, field = document.createElement("input")) {
  const read = scanReader();
  const { later, settle } = unlessScanned();
  const done: string[] = [];
  let time = 1_000;
  const kinds = [...keys].map((letter) => {
    const key = letter === "\n" ? "Enter" : letter;
    const event = new KeyboardEvent("keydown", { key, cancelable: true });
    time += gapMs;
    Object.defineProperties(event, { target: { value: field }, timeStamp: { value: time } });
    const kind = read(event);
    settle(kind);
    if (/[+*-]/.test(key) && kind === "slow") later(() => done.push(key));
    if (key.length === 1 && !event.defaultPrevented) field.value += key;
    return { kind, prevented: event.defaultPrevented };
  });
  return { field, last: kinds.at(-1), done };
}

beforeEach(() => {
  useTill.setState({
    order: emptyOrder("s1"),
    snapshot: { products: [product("4006381"), product("+A-1*2")], rules: {} as never, changesAt: null },
    approval: null,
    asksPrice: null,
    sheet: null,
    problem: "",
    added: "",
  });
});

describe("a scan", () => {
  it("adds the item and leaves the field as it was, whatever lies over the order", () => {
    useTill.setState({ sheet: "history" });
    const field = document.createElement("input");
    field.value = "12";
    expect(type("4006381\n", 5, field).last).toEqual({ kind: "scanned", prevented: true });
    expect([field.value, names(), at().added]).toEqual(["12", ["1 4006381"], "4006381"]);
  });
  it("says why where it adds nothing", () => {
    type("9999999\n", 5);
    expect(at().problem).toBe("unknownCode");
    useTill.setState({ approval: { permission: "sales.refund", answer: () => undefined } });
    type("4006381\n", 5);
    expect([at().problem, names()]).toEqual(["finishFirst", []]);
  });
  it("may have a plus, a minus or a star in its code, which do nothing else", async () => {
    const { done } = type("+A-1*2\n", 5);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect([names(), done]).toEqual([["1 +A-1*2"], []]);
  });
  it("is none where somebody types", async () => {
    const { done, field } = type("+-", 80);
    await vi.waitFor(() => expect(done).toEqual(["+", "-"]));
    expect([field.value, names()]).toEqual(["+-", []]);
  });
});

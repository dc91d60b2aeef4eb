import { useEffect } from "react";
import { removeLine, setQuantity } from "../../shared/order/order";
import { restBy } from "../../shared/order/tender";
import { useSession } from "../../shared/session";
import { feedKey, noScan } from "../model/scanner";
import { change, type SheetName, sell, showSheet, useTill } from "../store";
import { tenderRest } from "../tendering";
import { searchId } from "./TopBar";

const storageKey = "cafepos.till.keys";

/** Whether keys do anything on this device. */
export function keysEnabled(): boolean {
  try {
    return localStorage.getItem(storageKey) !== "off";
  } catch {
    return true;
  }
}

/** Switches the keys of this device on or off. */
export function setKeysEnabled(on: boolean): void {
  try {
    localStorage.setItem(storageKey, on ? "on" : "off");
  } catch {
    // Until this page is left.
  }
}

const { getState: get, setState: set } = useTill;

function exactCash(): void {
  const { order, snapshot } = get();
  if (snapshot?.rules.methods.includes("cash")) void tenderRest("cash", restBy(order, snapshot.rules, "cash"));
}

/** Puts another line under the keys. */
function selectBy(step: number): void {
  const { order, selected } = get();
  const at = order.lines.findIndex((line) => line.id === selected);
  const next = at < 0 ? (step > 0 ? 0 : order.lines.length - 1) : at + step;
  const line = order.lines[Math.min(Math.max(next, 0), order.lines.length - 1)];
  if (line) set({ selected: line.id });
}

function countBy(step: number): void {
  const { order, selected } = get();
  const line = order.lines.find((one) => one.id === selected);
  if (line) change((now) => setQuantity(now, line.id, line.quantity + step));
}

const allowed: Partial<Record<SheetName, string>> = {
  tabs: "tabs.use",
  hold: "tabs.use",
  history: "sales.view_history",
  discount: "sales.apply_discount",
};

function open(sheet: SheetName): void {
  const permission = allowed[sheet];
  if (!permission || useSession.getState().may(permission)) showSheet(sheet);
}

function goBack(): void {
  const { search, multiplier } = get();
  if (search) set({ search: "" });
  else if (multiplier !== null) set({ multiplier: null });
  else set({ selected: null, problem: "" });
}

/** Keys that work everywhere on the sell screen, also within its search field. */
const functionKeys: Record<string, () => void> = {
  F1: () => showSheet("help"),
  F2: () => document.getElementById(searchId)?.focus(),
  F4: () => open(get().order.lines.length > 0 ? "hold" : "tabs"),
  F7: () => open("history"),
  F8: () => get().order.lines.length > 0 && open("discount"),
  F9: () => void (get().snapshot?.rules.methods.includes("card") && tenderRest("card", null)),
  Escape: goBack,
};

/** Keys that mean something only where no text is typed. */
const plainKeys: Record<string, () => void> = {
  ArrowUp: () => selectBy(-1),
  ArrowDown: () => selectBy(1),
  "+": () => countBy(1),
  "-": () => countBy(-1),
  Delete: () => change((order) => removeLine(order, get().selected ?? "")),
};

let digits = "";
/** "3 *" before a tile: three of it. */
function typeQuantity(key: string): boolean {
  if (/^\d$/.test(key)) {
    digits = (digits + key).slice(-3);
    return true;
  }
  if (key !== "*" && key !== "×") {
    digits = "";
    return false;
  }
  const quantity = Number(digits);
  digits = "";
  if (quantity >= 1) set({ multiplier: quantity });
  return true;
}

function onScan(code: string): void {
  const product = get().snapshot?.products.find((one) => one.barcode === code);
  if (product) sell(product);
  else set({ problem: "unknownCode" });
}

/** Takes a code out of the field that it was scanned into, as if it had been deleted there. */
function takeOut(field: HTMLInputElement, code: string): void {
  const write = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
  if (!write || !field.value.endsWith(code)) return;
  write.call(field, field.value.slice(0, -code.length));
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** One listener for keys and scanner, on the way down, so that a scan never lands in a field or on a button. Plain Enter pays
 * nothing: scanners send it. */
export function useKeys(): void {
  useEffect(() => {
    let scan = noScan;
    const onKey = (event: KeyboardEvent) => {
      const { sheet, approval, asksPrice, soldOut } = get();
      if (sheet || approval || asksPrice || soldOut) return;
      const fed = feedKey(scan, event.key, event.timeStamp);
      scan = fed.state;
      const target = event.target;
      // Arrows on a radio button choose another; every other key means there what it means on a button.
      const onRadio = target instanceof HTMLInputElement && target.type === "radio";
      const typing = (target instanceof HTMLInputElement && !onRadio) || target instanceof HTMLTextAreaElement;
      const keepsKey = typing || (onRadio && event.key.startsWith("Arrow"));
      if (fed.code !== null) {
        event.preventDefault();
        event.stopPropagation();
        digits = "";
        if (typing && target instanceof HTMLInputElement) takeOut(target, fed.code);
        onScan(fed.code);
        return;
      }
      if (!keysEnabled()) return;
      const act =
        functionKeys[event.key] ?? (keepsKey || event.ctrlKey || event.altKey ? undefined : plainKeys[event.key]);
      if (event.key === "Enter" && event.ctrlKey) exactCash();
      else if (event.altKey && /^[1-9]$/.test(event.key))
        document.querySelector<HTMLButtonElement>(`[data-category="${Number(event.key) - 1}"]`)?.click();
      else if (act) act();
      else {
        if (!typing && !event.ctrlKey && !event.altKey && !event.metaKey) typeQuantity(event.key);
        return;
      }
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}

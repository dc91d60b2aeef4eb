import { useEffect } from "react";
import { removeLine, setQuantity } from "../../shared/order/order";
import { restBy } from "../../shared/order/tender";
import { useSession } from "../../shared/session";
import { change, type SheetName, showSheet, useTill } from "../store";
import { hold } from "../tabActions";
import { tenderRest } from "../tendering";
import { scanReader, unlessScanned } from "./scanning";
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
  history: "sales.view_history",
  discount: "sales.apply_discount",
};

function holdOrOpen(): void {
  if (!useSession.getState().may("tabs.use")) return;
  if (get().order.lines.length > 0) void hold();
  else showSheet("tabs");
}

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
  F4: holdOrOpen,
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
/** "3 *" before a tile: three of it. Answers what the key does beyond being remembered. */
function typeQuantity(key: string): (() => void) | null {
  const quantity = key === "*" || key === "×" ? Number(digits) : 0;
  digits = /^\d$/.test(key) ? (digits + key).slice(-3) : "";
  return quantity >= 1 ? () => set({ multiplier: quantity }) : null;
}

/** Whether text is typed there, and whether this key is the field's own: arrows on a radio button choose another. */
function inField({ target, key }: KeyboardEvent): { typing: boolean; keepsKey: boolean } {
  const onRadio = target instanceof HTMLInputElement && target.type === "radio";
  const typing = (target instanceof HTMLInputElement && !onRadio) || target instanceof HTMLTextAreaElement;
  return { typing, keepsKey: typing || (onRadio && key.startsWith("Arrow")) };
}

/** What a key does now, and what it does if it does not begin a scan; null: nothing of ours. */
function actOf(event: KeyboardEvent): { now?: () => void; unlessScan?: () => void } | null {
  const { key, ctrlKey, altKey, metaKey, repeat } = event;
  const { typing, keepsKey } = inField(event);
  if (key === "Enter" && ctrlKey) return { now: exactCash };
  if (altKey && /^[1-9]$/.test(key))
    return { now: () => document.querySelector<HTMLButtonElement>(`[data-category="${Number(key) - 1}"]`)?.click() };
  const always = functionKeys[key];
  if (always) return { now: always };
  if (keepsKey || ctrlKey || altKey || metaKey) return null;
  const plain = plainKeys[key] ?? typeQuantity(key);
  if (!plain || typing) return null;
  return key.length === 1 && !repeat ? { unlessScan: plain } : { now: plain };
}

/** One listener for keys and scanner, on the way down, so that a scan never lands in a field or on a button. Plain Enter pays
 * nothing: scanners send it. */
export function useKeys(): void {
  useEffect(() => {
    const read = scanReader();
    const { later, settle } = unlessScanned();
    const onKey = (event: KeyboardEvent) => {
      const { sheet, approval, asksPrice, soldOut } = get();
      const kind = read(event);
      settle(kind);
      if (kind === "scanned") digits = "";
      if (kind === "scanned" || sheet || approval || asksPrice || soldOut || !keysEnabled()) return;
      const act = actOf(event);
      if (!act) return;
      act.now?.();
      if (act.unlessScan && kind === "slow") later(act.unlessScan);
      event.preventDefault();
    };
    window.addEventListener("keydown", onKey, true);
    return () => window.removeEventListener("keydown", onKey, true);
  }, []);
}

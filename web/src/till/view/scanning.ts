import { feedKey, gapMaxMs, noScan } from "../../shared/scanner";
import { sell, useTill } from "../store";

const { getState: get, setState: set } = useTill;

/** Sells what was scanned, or says why not. What a sheet asks for comes first: its answer is about the order as it is. */
function sellScanned(code: string): void {
  const { snapshot, approval, asksPrice } = get();
  const product = snapshot?.products.find((one) => one.barcode === code);
  set({ added: "" });
  if (!product) set({ problem: "unknownCode" });
  else if (approval || asksPrice) set({ problem: "finishFirst" });
  else if (sell(product)) set({ added: `${product.name} ${product.size}`.trim() });
}

/** Writes a field as if it had been typed. */
function write(field: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(field, value);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Whether a key ended a scan, may be one within a scan, or is somebody's. */
type Kind = "scanned" | "fast" | "slow";

/** Tells for each key whose it is. What a scan typed into a field is taken out of it again, and its end presses nothing. */
export function scanReader(): (event: KeyboardEvent) => Kind {
  let scan = noScan;
  let putBack = () => {};
  return (event) => {
    if (event.repeat) return "slow";
    const { state, code } = feedKey(scan, event.key, event.timeStamp);
    scan = state;
    if (code !== null) {
      event.preventDefault();
      event.stopPropagation();
      putBack();
      sellScanned(code);
      return "scanned";
    }
    if (state.text.length !== 1 || event.key.length !== 1) return state.text.length > 1 ? "fast" : "slow";
    const { target } = event;
    const before = target instanceof HTMLInputElement ? (target.dataset.typed ?? target.value) : "";
    putBack = target instanceof HTMLInputElement ? () => write(target, before) : () => {};
    return "slow";
  };
}

/** Puts off what a key does until it is clear that it does not begin a scan. */
export function unlessScanned(): { later: (act: () => void) => void; settle: (kind: Kind) => void } {
  let pending: (() => void) | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = (kind: Kind) => {
    clearTimeout(timer);
    const act = pending;
    pending = null;
    if (kind === "slow") act?.();
  };
  const later = (act: () => void) => {
    pending = act;
    timer = setTimeout(() => settle("slow"), gapMaxMs + 5);
  };
  return { later, settle };
}

import { type RefObject, useEffect, useRef, useState } from "react";
import { usePreferences } from "../preferences";
import { touch } from "../wire/store";

const cards = () => [...document.querySelectorAll<HTMLElement>("article[data-ticket]")];
const cardAt = (place: number): HTMLElement | undefined => {
  const all = cards();
  return all[Math.max(0, Math.min(place, all.length - 1))];
};
const focus = (card: HTMLElement | undefined) =>
  (card?.querySelector<HTMLElement>("[data-bump]") ?? card?.querySelector("button"))?.focus();
const isSheetOpen = () => document.querySelector("dialog[open]") !== null;

/** A button that vanishes takes the focus with it: whoever works by keys goes on with the ticket that took its place. */
function useFocusKept(): RefObject<number> {
  const place = useRef(0);
  const byKeys = useRef(false);
  useEffect(() => {
    const onFocus = () => {
      const card = document.activeElement?.closest<HTMLElement>("article[data-ticket]");
      place.current = card ? cards().indexOf(card) : -1;
    };
    const onKey = () => {
      byKeys.current = true;
    };
    const onPointer = () => {
      byKeys.current = false;
    };
    const watch = new MutationObserver(() => {
      const isLost = document.activeElement === document.body && place.current >= 0;
      if (isLost && byKeys.current && !isSheetOpen()) focus(cardAt(place.current));
    });
    document.addEventListener("focusin", onFocus);
    document.addEventListener("keydown", onKey, true);
    document.addEventListener("pointerdown", onPointer, true);
    watch.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("keydown", onKey, true);
      document.removeEventListener("pointerdown", onPointer, true);
      watch.disconnect();
    };
  }, []);
  return place;
}

/**
 * Keys of bump bars: 1–9 choose the ticket at that place, Enter takes it on, for its button has the focus. Tells whether such
 * keys were used, so that cards show theirs.
 */
export function useBumpKeys(): boolean {
  const wished = usePreferences((preferences) => preferences.keys);
  const [used, setUsed] = useState(false);
  const place = useFocusKept();
  useEffect(() => {
    if (!wished) return;
    const choose = (card: HTMLElement | undefined) => {
      setUsed(true);
      if (card?.dataset.ticket) touch(card.dataset.ticket);
      focus(card);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement || isSheetOpen())
        return;
      if (/^[1-9]$/.test(event.key)) choose(cards()[Number(event.key) - 1]);
      else if (event.key === "Enter" && document.activeElement === document.body) choose(cardAt(place.current));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [wished, place]);
  return used && wished;
}

import { useEffect, useRef, useState } from "react";
import { usePreferences } from "../preferences";

const cards = () => [...document.querySelectorAll<HTMLElement>("article[data-ticket]")];
const main = (card: HTMLElement | undefined) =>
  card?.querySelector<HTMLElement>("[data-bump]") ?? card?.querySelector("button");

/**
 * Keys of bump bars: 1–9 choose the ticket at that place, Enter takes it on (it is the focused button). Once a chosen ticket is
 * gone, the one that took its place is chosen. Tells whether keys were used, so that cards show theirs.
 */
export function useBumpKeys(): boolean {
  const wished = usePreferences((preferences) => preferences.keys);
  const [used, setUsed] = useState(false);
  const place = useRef(-1);
  useEffect(() => {
    if (!wished) return;
    const onFocus = () => {
      const card = document.activeElement?.closest<HTMLElement>("article[data-ticket]");
      place.current = card ? cards().indexOf(card) : -1;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
      if (document.querySelector("dialog[open]")) return;
      if (/^[1-9]$/.test(event.key)) {
        setUsed(true);
        main(cards()[Number(event.key) - 1])?.focus();
      } else if (event.key === "Enter" && document.activeElement === document.body) {
        setUsed(true);
        main(cards()[Math.max(0, Math.min(place.current, cards().length - 1))])?.focus();
      }
    };
    document.addEventListener("focusin", onFocus);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("focusin", onFocus);
      document.removeEventListener("keydown", onKey);
    };
  }, [wished]);
  // A button that vanishes or is another one takes the focus with it: whoever works by keys goes on where they were.
  useEffect(() => {
    if (!used) return;
    const watch = new MutationObserver(() => {
      if (document.activeElement !== document.body || place.current < 0 || document.querySelector("dialog[open]"))
        return;
      const all = cards();
      main(all[Math.min(place.current, all.length - 1)])?.focus();
    });
    watch.observe(document.body, { childList: true, subtree: true });
    return () => watch.disconnect();
  }, [used]);
  return used && wished;
}

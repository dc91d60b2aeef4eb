import { type PointerEvent as ReactPointerEvent, type RefObject, useState } from "react";

/** So far a finger may tremble on a tile without moving it, in px. */
const slack = 8;

function placeAt(list: HTMLElement | null, { clientX, clientY }: PointerEvent): number {
  const tile = document.elementFromPoint(clientX, clientY)?.closest("li");
  return list && tile ? [...list.children].indexOf(tile) : -1;
}

/** What ends a drag is no click on the tile. */
function swallowClick(): void {
  const swallow = (event: MouseEvent) => event.stopPropagation();
  window.addEventListener("click", swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener("click", swallow, true));
}

/** Drags the tiles of a list: a mouse takes them anywhere, a finger by what is marked as `data-grip`, since it scrolls elsewhere.
 * The others make room at once. Answers which tile is dragged, and what begins it. */
export function useTileDrag(
  list: RefObject<HTMLElement | null>,
  move: (from: number, to: number) => void,
): { dragged: number | null; begin: (at: number, event: ReactPointerEvent) => void } {
  const [dragged, setDragged] = useState<number | null>(null);
  const begin = (at: number, { button, pointerType, pointerId, target, clientX, clientY }: ReactPointerEvent) => {
    const onGrip = target instanceof Element && target.closest("[data-grip]");
    if (button !== 0 || (pointerType !== "mouse" && !onGrip)) return;
    let from = at;
    let moving = false;
    const follow = (event: PointerEvent) => {
      if (event.pointerId !== pointerId) return;
      moving ||= Math.hypot(event.clientX - clientX, event.clientY - clientY) > slack;
      if (!moving) return;
      const to = placeAt(list.current, event);
      if (to >= 0 && to !== from) {
        move(from, to);
        from = to;
      }
      setDragged(from);
    };
    const end = (event: PointerEvent) => {
      if (event.pointerId !== pointerId) return;
      window.removeEventListener("pointermove", follow);
      window.removeEventListener("pointerup", end);
      window.removeEventListener("pointercancel", end);
      setDragged(null);
      if (moving) swallowClick();
    };
    window.addEventListener("pointermove", follow);
    window.addEventListener("pointerup", end);
    window.addEventListener("pointercancel", end);
  };
  return { dragged, begin };
}

import { type MouseEvent, type PointerEvent, useEffect, useRef } from "react";

const longMs = 550;

/** A press that is held does something else than a tap; so do the right button and the menu key. */
export function useLongPress(onTap: () => void, onLong: (() => void) | null) {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const held = useRef(false);
  useEffect(() => () => clearTimeout(timer.current), []);
  const end = () => clearTimeout(timer.current);
  const long = () => {
    held.current = true;
    onLong?.();
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      held.current = false;
      clearTimeout(timer.current);
      if (onLong && event.button === 0) timer.current = setTimeout(long, longMs);
    },
    onPointerUp: end,
    onPointerLeave: end,
    onPointerCancel: end,
    onContextMenu: (event: MouseEvent) => {
      if (!onLong) return;
      event.preventDefault();
      end();
      if (!held.current) long();
    },
    onClick: () => {
      if (held.current) held.current = false;
      else onTap();
    },
  };
}

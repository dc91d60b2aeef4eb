import { useCallback, useEffect, useState } from "react";
import { onEvent, onReset } from "../../shared/live/live";
import { type Tab, tabs } from "../wire/tabs";

/** The open tabs, kept as they are told; null until read. `onProblem` must be the same function at each rendering. */
export function useOpenTabs(onProblem: (error: unknown) => void): Tab[] | null {
  const [open, setOpen] = useState<Tab[] | null>(null);
  const read = useCallback(() => tabs.open().then(setOpen, onProblem), [onProblem]);
  useEffect(() => {
    void read();
    const stops = [
      onReset(() => void read()),
      onEvent((event) => {
        if (event.kind.startsWith("tab.")) void read();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [read]);
  return open;
}

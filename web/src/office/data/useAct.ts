import { useRef, useState } from "react";
import { ApiError, isUnsettled } from "../../shared/api/client";
import { newId } from "../../shared/api/id";
import { useFault } from "../../shared/ui/useFaults";
import { fieldProblem } from "./fields";

export interface Act {
  busy: boolean;
  problem: unknown;
  /** What the server says about this field of what was sent. */
  at: (field: string) => string | undefined;
  /** Does it; true when it is done. `key` is the same until the server has said what came of it, so that nothing is done twice. */
  run: (work: (key: string) => Promise<unknown>) => Promise<boolean>;
  clear: () => void;
}

/** One act at a time: busy, what went wrong, and the idempotency key that a try uses again when nobody knows what came of the last. */
export function useAct(): Act {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const key = useRef<string | null>(null);
  const running = useRef(false);
  const wordsOf = useFault();
  return {
    busy,
    problem,
    at: (field) => (problem instanceof ApiError ? fieldProblem(problem.details, field, wordsOf) : undefined),
    run: async (work) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setProblem(null);
      key.current ??= newId();
      try {
        await work(key.current);
        key.current = null;
        return true;
      } catch (error) {
        if (!isUnsettled(error)) key.current = null;
        setProblem(error);
        return false;
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    clear: () => setProblem(null),
  };
}

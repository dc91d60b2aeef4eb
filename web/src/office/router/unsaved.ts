import { useCallback, useEffect, useId } from "react";
import { create } from "zustand";

interface Unsaved {
  /** Forms with changes that nobody saved. */
  forms: ReadonlySet<string>;
  /** What waits for the answer to "leave without saving?". */
  leaving: (() => void) | null;
}

/** Which forms hold changes, and who wants to leave them. */
export const useUnsavedState = create<Unsaved>()(() => ({ forms: new Set(), leaving: null }));

/** Whether nothing would be lost; else asks, and calls `leave` when the answer is yes. */
export function mayLeave(leave: () => void): boolean {
  if (useUnsavedState.getState().forms.size === 0) return true;
  useUnsavedState.setState({ leaving: leave });
  return false;
}

/** The answer to "leave without saving?". */
export function answerLeave(yes: boolean): void {
  const { leaving } = useUnsavedState.getState();
  if (!yes) {
    useUnsavedState.setState({ leaving: null });
    return;
  }
  useUnsavedState.setState({ forms: new Set(), leaving: null });
  leaving?.();
}

/** Guards a form while it is dirty: moving on asks first, and so does closing the page. Answers how to end that at once, for
 * when it has just been saved and is left. */
export function useUnsaved(dirty: boolean): () => void {
  const id = useId();
  const forget = useCallback(() => {
    useUnsavedState.setState((state) => ({ forms: new Set([...state.forms].filter((form) => form !== id)) }));
  }, [id]);
  useEffect(() => {
    if (!dirty) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    useUnsavedState.setState((state) => ({ forms: new Set(state.forms).add(id) }));
    window.addEventListener("beforeunload", warn);
    return () => {
      window.removeEventListener("beforeunload", warn);
      forget();
    };
  }, [dirty, id, forget]);
  return forget;
}

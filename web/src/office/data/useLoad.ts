import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../shared/api/client";
import { onEvent, onReset } from "../../shared/live/live";

export interface Loaded<Data> {
  data: Data | null;
  /** What went wrong at the last try; null if nothing did. */
  problem: unknown;
  loading: boolean;
  reload: () => void;
}

/** Calls `reload` soon after a live event of these kinds, or when events may have been missed. */
export function useLiveReload(kinds: readonly string[], reload: () => void): void {
  const wanted = kinds.join();
  useEffect(() => {
    if (!wanted) return undefined;
    const known = new Set(wanted.split(","));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(reload, 300); // a rush of sales is one reload
    };
    const ends = [onEvent((event) => known.has(event.kind) && soon()), onReset(soon)];
    return () => {
      clearTimeout(timer);
      for (const end of ends) end();
    };
  }, [wanted, reload]);
}

/** Loads `path` (null: nothing), again when it changes, on `reload`, and on live events of `kinds`. What was there stays in
 * sight while the same route is read anew. */
export function useLoad<Data>(path: string | null, kinds: readonly string[] = []): Loaded<Data> {
  const [state, setState] = useState<{ of: string; data: Data | null; problem: unknown; loading: boolean }>({
    of: "",
    data: null,
    problem: null,
    loading: path !== null,
  });
  const [turn, setTurn] = useState(0);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `turn` is what asks for another try
  useEffect(() => {
    if (path === null) return undefined;
    const route = path.split("?")[0] ?? "";
    const controller = new AbortController();
    setState((before) => ({ ...before, of: route, loading: true, data: before.of === route ? before.data : null }));
    api.get<Data>(path, { signal: controller.signal }).then(
      (data) => {
        if (!controller.signal.aborted) setState({ of: route, data, problem: null, loading: false });
      },
      (problem: unknown) => {
        if (!controller.signal.aborted) setState((before) => ({ ...before, problem, loading: false }));
      },
    );
    return () => controller.abort();
  }, [path, turn]);
  useLiveReload(kinds, reload);
  return { data: state.data, problem: state.problem, loading: state.loading, reload };
}

export interface Pages<Row> extends Loaded<Row[]> {
  /** Loads the next page behind what is shown; null on the last. */
  more: (() => void) | null;
}

/** A list in pages by cursor. `pick` takes rows and next cursor out of an answer. Live events reload it while it is one page;
 * once there are more, what is being read stays as it is. */
export function usePages<Answer, Row>(
  path: string,
  pick: (answer: Answer) => { rows: Row[]; next: string | null | undefined },
  kinds: readonly string[] = [],
): Pages<Row> {
  const first = useLoad<Answer>(path, kinds);
  const [later, setLater] = useState<{ path: string; rows: Row[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const base = useRef<Answer | null>(null);
  const further = later?.path === path ? later : null;
  if (!further) base.current = first.data;
  const page = base.current ? pick(base.current) : null;
  const next = further ? further.next : (page?.next ?? null);
  const more = async (cursor: string) => {
    setBusy(true);
    try {
      const separator = path.includes("?") ? "&" : "?";
      const answer = pick(await api.get<Answer>(`${path}${separator}cursor=${encodeURIComponent(cursor)}`));
      setLater({ path, rows: [...(further?.rows ?? []), ...answer.rows], next: answer.next ?? null });
      setProblem(null);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    data: page ? [...page.rows, ...(further?.rows ?? [])] : null,
    problem: first.problem ?? problem,
    loading: first.loading || busy,
    reload: () => {
      setLater(null);
      first.reload();
    },
    more: next === null ? null : () => void more(String(next)),
  };
}

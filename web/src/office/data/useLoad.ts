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

/** A list in pages by cursor. `pick` takes rows and next cursor out of an answer. Live events reload it while it is one page. */
export function usePages<Answer, Row>(
  path: string,
  pick: (answer: Answer) => { rows: Row[]; next: string | null | undefined },
  kinds: readonly string[] = [],
): Pages<Row> {
  const first = useLoad<Answer>(path, kinds);
  const [later, setLater] = useState<{ of: unknown; rows: Row[]; next: string | null }>({
    of: null,
    rows: [],
    next: null,
  });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const kept = useRef<{ path: string; data: Answer } | null>(null);
  if (first.data && (kept.current?.path !== path || later.rows.length === 0)) kept.current = { path, data: first.data };
  const base = kept.current?.data ?? null;
  const page = base ? pick(base) : null;
  const further = later.of === base && later.rows.length > 0;
  const next = further ? later.next : (page?.next ?? null);
  const more = async () => {
    setBusy(true);
    try {
      const answer = pick(
        await api.get<Answer>(`${path}${path.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(next ?? "")}`),
      );
      setLater((before) => ({
        of: base,
        rows: further ? [...before.rows, ...answer.rows] : answer.rows,
        next: answer.next ?? null,
      }));
      setProblem(null);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return {
    data: page ? (further ? [...page.rows, ...later.rows] : page.rows) : null,
    problem: first.problem ?? problem,
    loading: first.loading || busy,
    reload: () => {
      setLater({ of: null, rows: [], next: null });
      first.reload();
    },
    more: next ? () => void more() : null,
  };
}

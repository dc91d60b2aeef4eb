import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../shared/api/client";
import { onEvent, onReset } from "../../shared/live/live";

export interface Loaded<Data> {
  data: Data | null;
  /** `data` was asked for with other parameters than those of now, which are on their way. */
  stale: boolean;
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

const routeOf = (path: string | null) => path?.split("?")[0];

/** Loads `path` (null: nothing), again when it changes, on `reload`, and on live events of `kinds`. What was there stays in
 * sight, as `stale`, while the same route is read with other parameters. */
export function useLoad<Data>(path: string | null, kinds: readonly string[] = []): Loaded<Data> {
  // `of` is the full path that was answered last.
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
    const controller = new AbortController();
    setState((before) => ({ ...before, loading: true, problem: before.of === path ? before.problem : null }));
    api.get<Data>(path, { signal: controller.signal }).then(
      (data) => {
        if (!controller.signal.aborted) setState({ of: path, data, problem: null, loading: false });
      },
      (problem: unknown) => {
        if (controller.signal.aborted) return;
        setState((before) => ({ of: path, data: before.of === path ? before.data : null, problem, loading: false }));
      },
    );
    return () => controller.abort();
  }, [path, turn]);
  useLiveReload(kinds, reload);
  const data = routeOf(state.of) === routeOf(path) ? state.data : null;
  const stale = data !== null && state.of !== path;
  return { data, stale, problem: state.problem, loading: state.loading || stale, reload };
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
  /** What was read of `path` once there is a second page: the first page as it was, and what came behind it. */
  const [later, setLater] = useState<{ path: string; first: Answer; rows: Row[]; next: string | null } | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const asking = useRef<AbortController | null>(null);
  const forget = useCallback(() => {
    asking.current?.abort();
    setLater(null);
    setProblem(null);
    setBusy(false);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is what ends it
  useEffect(() => forget, [path, forget]);
  const further = later?.path === path ? later : null;
  const shown = further?.first ?? first.data;
  const page = shown && pick(shown);
  const next = further ? further.next : page?.next;
  const more = async (of: Answer, cursor: string) => {
    const controller = new AbortController();
    asking.current = controller;
    setBusy(true);
    try {
      const separator = path.includes("?") ? "&" : "?";
      const address = `${path}${separator}cursor=${encodeURIComponent(cursor)}`;
      const answer = pick(await api.get<Answer>(address, { signal: controller.signal }));
      if (controller.signal.aborted) return;
      setLater({ path, first: of, rows: [...(further?.rows ?? []), ...answer.rows], next: answer.next ?? null });
      setProblem(null);
    } catch (error) {
      if (!controller.signal.aborted) setProblem(error);
    } finally {
      if (!controller.signal.aborted) setBusy(false);
    }
  };
  const stale = first.stale && !further;
  return {
    data: page ? [...page.rows, ...(further?.rows ?? [])] : null,
    stale,
    problem: first.problem ?? problem,
    loading: first.loading || busy,
    reload: () => {
      forget();
      first.reload();
    },
    more: stale || !shown || next === null || next === undefined ? null : () => void more(shown, String(next)),
  };
}

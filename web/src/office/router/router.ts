import { useSyncExternalStore } from "react";
import { mayLeave } from "./unsaved";

/** Where the office is: `#/orders/42?status=voided` is path ["orders", "42"] and query {status: "voided"}. */
export interface Route {
  path: readonly string[];
  query: Readonly<Record<string, string>>;
}

/** Reads the part of an address behind the `#`. */
export function parseHash(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split(/\?(.*)/s);
  const decode = (part: string) => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part; // typed by hand: as it stands
    }
  };
  return {
    path: path.split("/").filter(Boolean).map(decode),
    query: Object.fromEntries(new URLSearchParams(search)),
  };
}

/** The address of a place in the office; empty query values are left out. */
export function link(path: readonly string[], query: Record<string, string | undefined> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value);
  const text = search.toString();
  return `#/${path.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

const listeners = new Set<() => void>();
let shown = typeof location === "undefined" ? "" : location.hash;
let route = parseHash(shown);

function show(hash: string): void {
  shown = hash;
  route = parseHash(hash);
  for (const listener of listeners) listener();
}

if (typeof window !== "undefined") {
  window.addEventListener("hashchange", () => {
    const wanted = location.hash;
    if (wanted === shown) return;
    if (mayLeave(() => go(wanted))) show(wanted);
    else history.replaceState(null, "", shown || "#/");
  });
}

/** Goes to an address made by `link`. */
export function go(hash: string): void {
  if (location.hash === hash) show(hash);
  else location.hash = hash;
}

/** Changes the query in place, without a step in the history: filters, search. */
export function changeQuery(patch: Record<string, string | undefined>): void {
  const hash = link(route.path, { ...route.query, ...patch });
  history.replaceState(null, "", hash);
  show(hash);
}

/** The present route; renders anew when it changes. */
export function useRoute(): Route {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => route,
  );
}

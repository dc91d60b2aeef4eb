/** What a device keeps so that its pages start without the server. */
export interface Pack {
  /** Another one for every change of a page or a file. */
  version: string;
  /** By their addresses with a slash at the end. */
  pages: string[];
  /** Files below assets/ have a hash in their name; others may change under it. */
  files: string[];
}

/** Under which name the answer to a request is kept; null: only the server answers that, as all of the API. */
export function keyOf(
  request: { method: string; mode: string; url: string },
  pack: Pack,
  origin: string,
): string | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== origin) return null;
  const wanted = request.mode === "navigate" ? url.pathname.replace(/\/?$/, "/") : url.pathname;
  return (request.mode === "navigate" ? pack.pages : pack.files).find((path) => path === wanted) ?? null;
}

/** A page says so, in these words: the new worker takes over. Nothing else is heard. */
export const isTakeOver = (said: unknown) => said === "take over";

export const isHashed = (path: string) => path.includes("/assets/");

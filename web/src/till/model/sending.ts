import type { ApiError } from "../../shared/api/client";

/** When a sale that did not arrive is tried again, and what an answer means. Pure. */

const waitsMs = [1_000, 2_000, 5_000, 10_000, 30_000];

/** How long to wait after so many tries without an answer. */
export function waitAfter(tries: number): number {
  return waitsMs[Math.min(Math.max(tries, 1), waitsMs.length) - 1] ?? 30_000;
}

/** "again": the server may take it later as it is; "attention": somebody has to look. */
export type Verdict = "again" | "attention";

/** What becomes of a sale that the server refused. */
export function verdictOf(error: Pick<ApiError, "status" | "code">): Verdict {
  if (error.code === "REQUEST_IN_PROGRESS") return "again";
  if (error.status >= 500 || [401, 408, 425, 429].includes(error.status)) return "again";
  return "attention";
}

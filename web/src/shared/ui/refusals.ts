import type { ApiError } from "../api/client";

/** What people meet at every lock and every day, in their own language; what is rarer is said in the server's words. */
export type Refusal =
  | { key: "credentials" | "pinElsewhere" | "pinShared" | "lockedForGood" | "approvalOver" }
  | { key: "lockedUntil"; until: Date }
  | { key: "tooMany"; seconds: number }
  | { key: "forbidden"; permission: string }
  | { key: "reprintOver"; minutes: string; permission: string };

/** So far away is no time that anybody waits for. */
const dayMs = 24 * 3_600_000;

function lockOf(data: unknown, now: number): Refusal | null {
  const until = Date.parse(
    (data as { lockoutInfo?: { lockoutUntil?: string } } | null)?.lockoutInfo?.lockoutUntil ?? "",
  );
  if (Number.isNaN(until)) return null;
  return until - now > 365 * dayMs ? { key: "lockedForGood" } : { key: "lockedUntil", until: new Date(until) };
}

/** The refusal that we have words for; null for any other. */
export function refusalOf(error: ApiError, now: number): Refusal | null {
  const codeOf = (field: string) => error.details.find((detail) => detail.field === field)?.code;
  if (error.code === "INVALID_CREDENTIALS" && error.status === 401) return { key: "credentials" };
  if (error.code === "ACCOUNT_LOCKED") return lockOf(error.data, now);
  if (error.code === "TOO_MANY_REQUESTS" && error.retryAfter !== null)
    return { key: "tooMany", seconds: error.retryAfter };
  if (codeOf("pinCode") === "unknown_address") return { key: "pinElsewhere" };
  if (codeOf("pinCode") === "shared") return { key: "pinShared" };
  if (/^APPROVAL_/.test(error.code)) return { key: "approvalOver" };
  const permission = codeOf("permission");
  const minutes = /within (\d+) minutes/.exec(error.message)?.[1];
  if (error.code === "REPRINT_WINDOW_CLOSED" && permission && minutes)
    return { key: "reprintOver", minutes, permission };
  return error.code === "FORBIDDEN" && permission ? { key: "forbidden", permission } : null;
}

import { ApiError } from "../shared/api/client";
import { type ApprovalAsk, useTill } from "./store";
import { approvable } from "./wire/orders";

/** Asks for the PIN of somebody who holds the permission; null where nobody came. */
export function askApproval(permission: string, act: ApprovalAsk["act"] = null): Promise<string | null> {
  return new Promise((resolve) => {
    useTill.setState({
      approval: {
        permission,
        act,
        answer: (token) => {
          useTill.setState({ approval: null });
          resolve(token);
        },
      },
    });
  });
}

/** Does something that may need somebody else's word: if the server says so, asks for it and does it once more with it. */
export async function withApproval<Result>(act: (approval?: string) => Promise<Result>): Promise<Result> {
  try {
    return await act();
  } catch (error) {
    const permission = approvable(error);
    // A late reprint needs the right to give back, and gives nothing back.
    const isReprint = error instanceof ApiError && error.code === "REPRINT_WINDOW_CLOSED";
    const token = permission ? await askApproval(permission, isReprint ? "reprint" : null) : null;
    if (!token) throw error;
    return act(token);
  }
}

import { useLive } from "../shared/live/live";
import { useSession } from "../shared/session";
import { useTill } from "./store";
import { pins } from "./wire/pins";

/** Locks the till. Where nobody could open it before the server is back, that is said first, and the second tap locks. */
export async function lock(): Promise<void> {
  const isAway = useLive.getState().state === "stale" || useSession.getState().isAlone;
  const isWarned = useTill.getState().problem === "lockedOut";
  if (isAway && !isWarned && !(await pins.knowsAnybody())) useTill.setState({ problem: "lockedOut" });
  else await useSession.getState().signOut();
}

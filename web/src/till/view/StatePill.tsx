import { useFormatter, useTranslations } from "use-intl";
import { useLive } from "../../shared/live/live";
import { useSession } from "../../shared/session";
import { showSheet, useTill } from "../store";
import styles from "./Cart.module.css";

/** Whether the server is there, and what it does not know yet. Opens the waiting sales. */
export function StatePill() {
  const t = useTranslations("till");
  const format = useFormatter();
  const live = useLive();
  const waiting = useTill((state) => state.waiting);
  const attention = waiting.some((entry) => entry.state === "attention");
  const isAlone = useSession((state) => state.isAlone);
  const offline = live.state === "stale" || isAlone;
  const words = [
    offline
      ? live.since
        ? t("state.offlineSince", { time: format.dateTime(live.since, { hour: "2-digit", minute: "2-digit" }) })
        : t("state.offline")
      : t(live.state === "live" ? "state.online" : "state.connecting"),
    waiting.length > 0 ? t("state.waiting", { count: waiting.length }) : "",
  ];
  return (
    <button
      type="button"
      className={`button ${styles.pill}`}
      data-state={attention ? "attention" : offline ? "offline" : waiting.length > 0 ? "waiting" : "online"}
      onClick={() => showSheet("waiting")}
    >
      <span aria-hidden="true">{attention ? "▲" : offline ? "○" : "●"}</span> {words.filter(Boolean).join(" · ")}
      {attention && ` · ${t("state.attention")}`}
    </button>
  );
}

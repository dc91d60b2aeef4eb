import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useFormat } from "../data/cafe";
import type { Act } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";

interface OwnSession {
  id: string;
  kind: "password" | "pin";
  address: string;
  userAgent: string;
  lastUsedAt: string;
  isThis: boolean;
}

/** What people know of a browser by what it calls itself: "Safari, iPad". */
export function deviceOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent)?.[1];
  const device = /(iPad|iPhone|Android|Windows|Mac OS X|Linux)/.exec(userAgent)?.[1];
  const names: Record<string, string> = { Edg: "Edge", OPR: "Opera", "Mac OS X": "Mac" };
  return [browser, device]
    .map((name) => (name ? (names[name] ?? name) : ""))
    .filter(Boolean)
    .join(", ");
}

/** Where one is signed in; one ends there what one does not know, by the password one has. */
export function OwnSessions({ password, act }: { password: string; act: Act }) {
  const t = useTranslations("office.staff.sessions");
  const format = useFormat();
  const list = useLoad<{ sessions: OwnSession[] }>("/auth/sessions");
  const end = async (id: string) => {
    if (await act.run(() => api.patch("/auth/sessions", { currentPassword: password, end: [id] }))) list.reload();
  };
  if (!list.data) return null;
  return (
    <fieldset className={styles.ledger}>
      <legend>{t("title")}</legend>
      <ul className={styles.list}>
        {list.data.sessions.map((one) => (
          <li key={one.id}>
            <span>
              {deviceOf(one.userAgent) || t("unknown")}, {one.address}, {t(one.kind)}
              <br />
              <span className="hint">
                {one.isThis ? t("this") : t("used", { time: format.moment(one.lastUsedAt) })}
              </span>
            </span>
            {!one.isThis && (
              <button
                type="button"
                className="button"
                disabled={act.busy || !password}
                aria-label={`${t("end")}: ${deviceOf(one.userAgent) || t("unknown")}, ${one.address}`}
                onClick={() => void end(one.id)}
              >
                {t("end")}
              </button>
            )}
          </li>
        ))}
      </ul>
      {list.data.sessions.length > 1 && !password && <p className="hint">{t("hint")}</p>}
    </fieldset>
  );
}

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { startLive } from "../../shared/live/live";
import { useSession } from "../../shared/session";
import { SignIn } from "../../shared/ui/SignIn";
import { usePreferences } from "../preferences";
import { startClock } from "../wire/clock";
import { startSound } from "../wire/sound";
import { startKitchen } from "../wire/store";
import { startWakeLock } from "../wire/wakeLock";
import { Display } from "./Display";
import styles from "./Display.module.css";

/** Whatever runs while somebody is signed in. */
function useRunning(token: string | null): void {
  useEffect(() => {
    if (!token) return;
    const stops = [startClock(), startKitchen(), startLive(), startWakeLock()];
    return () => {
      for (const stop of stops) stop();
    };
  }, [token]);
  const wished = usePreferences((preferences) => preferences.sound);
  useEffect(() => startSound(wished), [wished]);
}

/** The kitchen's page: the lock, or the board. */
export function Kitchen() {
  const t = useTranslations("kitchen");
  const person = useSession((session) => session.person);
  const token = useSession((session) => session.token);
  const signOut = useSession((session) => session.signOut);
  const mayView = person?.permissions.includes("kitchen.view") ?? false;
  useRunning(mayView ? token : null);
  if (!person) return <SignIn prefer="pin" title={t("title")} />;
  if (mayView) return <Display mayAdvance={person.permissions.includes("kitchen.advance")} />;
  return (
    <main className={styles.refused}>
      <h1>{t("title")}</h1>
      <p role="alert">{t("mayNot")}</p>
      <button type="button" className="button primary" onClick={() => void signOut()}>
        {t("signOut")}
      </button>
    </main>
  );
}

import { useEffect } from "react";
import { useTranslations } from "use-intl";
import { startLive } from "../shared/live/live";
import { useSession } from "../shared/session";
import { start } from "../shared/start";
import { SignIn } from "../shared/ui/SignIn";
import { followUpdates } from "../shared/updates/updates";
import { isAtWork, useTill } from "./store";
import styles from "./view/Sell.module.css";
import { SellScreen } from "./view/SellScreen";
import { pins } from "./wire/pins";
import { useTillWork } from "./work";

function Till() {
  const t = useTranslations("till");
  const person = useSession((state) => state.person);
  const ready = useTill((state) => state.ready);
  const lines = useTill((state) => state.order.lines.length);
  const waiting = useTill((state) => state.waiting.length);
  useTillWork();
  useEffect(() => {
    document.title = `${t("title")} · CafePOS`;
  }, [t]);
  if (!person) {
    return (
      <>
        <SignIn prefer="pin" title={t("title")} />
        {lines + waiting > 0 && (
          <div className={styles.kept}>
            {lines > 0 && <p>{t("lock.kept", { count: lines })}</p>}
            {waiting > 0 && <p>{t("drawer.waiting", { count: waiting })}</p>}
          </div>
        )}
      </>
    );
  }
  return ready ? <SellScreen /> : null;
}

startLive();
start("till", <Till />, { pins });
if (import.meta.env.PROD) void followUpdates(isAtWork);

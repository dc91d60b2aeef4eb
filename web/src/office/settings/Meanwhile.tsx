import { useEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import styles from "../parts/office.module.css";
import { type Draft, listText, type Value } from "./model";

/** Says which lists somebody else changed while this form was open, what is in them now, and asks whose it shall be. */
export function Meanwhile({
  theirs,
  onSettle,
}: {
  theirs: Draft;
  onSettle: (path: string, value: Value, takes: boolean) => void;
}) {
  const t = useTranslations("office.settings");
  const lists = Object.entries(theirs);
  const place = useRef<HTMLDivElement>(null);
  const any = lists.length > 0;
  // The form is longer than the screen, and the button that sends it is always in sight.
  useEffect(() => {
    if (any) place.current?.scrollIntoView({ block: "center" });
  }, [any]);
  return (
    <div ref={place} role="alert" className={any ? "problem" : "visually-hidden"}>
      {lists.map(([path, value]) => {
        const name = t(`fields.${path}`);
        return (
          <div key={path}>
            <p>{t("meanwhile", { name })}</p>
            <p>{listText(value) || t("emptyNow")}</p>
            <div className={styles.inline}>
              <button type="button" className="button" onClick={() => onSettle(path, value, true)}>
                {t("takeTheirs")}
              </button>
              <button type="button" className="button" onClick={() => onSettle(path, value, false)}>
                {t("keepMine")}
              </button>
            </div>
          </div>
        );
      })}
    </div>
  );
}

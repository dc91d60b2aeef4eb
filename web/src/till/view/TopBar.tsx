import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { lock } from "../locking";
import { found } from "../model/search";
import { sell, showSheet, useTill } from "../store";
import styles from "./Sell.module.css";

/** The search field's id, for the key that goes there. */
export const searchId = "till-search";

/** Enter in the search adds what was found, if that is one. */
function addOnlyFound(): void {
  const { search, snapshot } = useTill.getState();
  if (!search.trim() || !snapshot) return;
  const [only, ...others] = found(snapshot.products, search);
  if (!only || others.length > 0) return;
  useTill.setState({ search: "" });
  sell(only);
}

/** Search, and the ways to what is not selling. */
export function TopBar() {
  const t = useTranslations("till");
  const search = useTill((state) => state.search);
  const may = useSession((state) => state.may);
  const name = useSession(({ person }) => person?.firstName || person?.username || "");
  return (
    <header className={styles.top}>
      <input
        id={searchId}
        type="search"
        className={styles.search}
        aria-label={t("search")}
        placeholder={t("search")}
        autoComplete="off"
        value={search}
        onChange={(event) => useTill.setState({ search: event.target.value })}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey) return;
          event.preventDefault(); // else this Enter also presses what has the focus in a dialog that it opens
          addOnlyFound();
        }}
      />
      <nav className={styles.nav} aria-label={t("nav")}>
        {may("tabs.use") && (
          <button type="button" className="button" onClick={() => showSheet("tabs")}>
            {t("tabs.title")}
          </button>
        )}
        {may("sales.view_history") && (
          <button type="button" className="button" onClick={() => showSheet("history")}>
            {t("history.title")}
          </button>
        )}
        {may("drawers.view") && (
          <button type="button" className="button" onClick={() => showSheet("drawer")}>
            {t("drawer.title")}
          </button>
        )}
        <button type="button" className="button" onClick={() => showSheet("help")}>
          {t("help.title")}
        </button>
        <button type="button" className="button" onClick={() => void lock()}>
          {t("lock.button")}
        </button>
        <span className={styles.person} title={t("help.signedIn", { name })}>
          {name}
        </span>
      </nav>
    </header>
  );
}

import { useFormatter, useNow, useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { useProblem } from "../../shared/ui/useProblem";
import { useTill } from "../store";
import { resume } from "../tabActions";
import styles from "./Cart.module.css";
import { HeldNote } from "./HeldNote";
import { useMoney } from "./useMoney";
import { useOpenTabs } from "./useOpenTabs";
import { useTabName } from "./useTabName";

/** Without the server there is nothing to show, and the state says so already. */
const ignore = () => undefined;

/** While the counter is free: the open orders, one tap away. */
export function TabStrip() {
  const t = useTranslations("till");
  const nameOf = useTabName();
  const format = useFormatter();
  const now = useNow({ updateInterval: 30_000 });
  const { money } = useMoney();
  const problemOf = useProblem();
  const open = useOpenTabs(ignore);
  const held = useTill((state) => state.held);
  const list = open ?? [];
  return (
    <div className={`${styles.lines} ${styles.tabs}`}>
      {held && <HeldNote key={held.tab.id} tab={held.tab} done={held.done} />}
      {list.length > 0 && <h3>{t("tabs.title")}</h3>}
      {list.map((tab) => (
        <button
          key={tab.id}
          type="button"
          className={`button ${styles.tab}`}
          onClick={() => void resume(tab.id).catch((error: unknown) => useTill.setState({ problem: problemOf(error) }))}
        >
          <strong>{nameOf(tab)}</strong>
          <span className="hint">{format.relativeTime(new Date(tab.openedAt), now)}</span>
          <span className={styles.tabAmount}>{money(fromWire(tab.figures.total))}</span>
        </button>
      ))}
    </div>
  );
}

import { useTranslations } from "use-intl";
import { useTill } from "../store";
import { Cart } from "./Cart";
import { OptionStrip } from "./OptionStrip";
import { Products } from "./Products";
import styles from "./Sell.module.css";
import { Sheets } from "./Sheets";
import { TopBar } from "./TopBar";
import { useKeys } from "./useKeys";

/** Where is sold: what there is, and beside it what is ordered and how it is paid. */
export function SellScreen() {
  const t = useTranslations("till");
  const snapshot = useTill((state) => state.snapshot);
  useKeys();
  return (
    <div className={styles.screen}>
      <main className={styles.left}>
        <h1 className="visually-hidden">{t("title")}</h1>
        <TopBar />
        {snapshot ? <Products snapshot={snapshot} /> : <p className={styles.empty}>{t("noMenu")}</p>}
        {snapshot && <OptionStrip />}
      </main>
      <Cart />
      <Sheets />
    </div>
  );
}

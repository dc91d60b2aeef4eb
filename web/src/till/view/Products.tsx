import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product, Snapshot } from "../../shared/order/catalog";
import { countOf } from "../../shared/order/order";
import { useSession } from "../../shared/session";
import { found, type Tile, tilesOf } from "../model/search";
import { sell, useTill } from "../store";
import styles from "./Products.module.css";
import { useLongPress } from "./useLongPress";
import { useMoney } from "./useMoney";

/** Sizes that say nothing where an item has only one. */
const plainSizes = new Set(["", "regular", "any"]);

function ProductButton({ product, alone }: { product: Product; alone: boolean }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const count = useTill((state) => countOf(state.order, product.id));
  const maySay = useSession((state) => state.may("menu.availability"));
  const press = useLongPress(() => sell(product), maySay ? () => useTill.setState({ soldOut: product }) : null);
  const size = plainSizes.has(product.size.toLowerCase()) && alone ? "" : product.size;
  return (
    <button type="button" className={alone ? styles.whole : styles.size} {...press}>
      <span className="visually-hidden">{product.name} </span>
      {size && <span className={styles.sizeName}>{size}</span>} <span>{money(product.price)}</span>
      {product.soldOut && <span className={styles.soldOut}> {t("soldOut")}</span>}
      {count > 0 && (
        <span className={styles.badge}>
          <span className="visually-hidden"> × </span>
          {count}
        </span>
      )}
    </button>
  );
}

function ProductTile({ tile }: { tile: Tile }) {
  const alone = tile.products.length === 1;
  return (
    <li className={styles.tile}>
      <div className={styles.face}>
        {tile.imageUrl ? (
          <img src={tile.imageUrl} alt="" width="52" height="52" loading="lazy" />
        ) : (
          <span className={styles.letter} aria-hidden="true">
            {tile.name.slice(0, 1)}
          </span>
        )}
        <span className={styles.name} aria-hidden="true">
          {tile.name}
        </span>
      </div>
      <div className={styles.sizes}>
        {tile.products.map((product) => (
          <ProductButton key={product.id} product={product} alone={alone} />
        ))}
      </div>
    </li>
  );
}

/** Categories, and the tiles of the chosen one; while something is searched, what was found in all of them. */
export function Products({ snapshot }: { snapshot: Snapshot }) {
  const t = useTranslations("till");
  const search = useTill((state) => state.search);
  const [category, setCategory] = useState<string | null>(null);
  const categories = useMemo(() => [...new Set(snapshot.products.map((one) => one.category))], [snapshot]);
  const shown = category && categories.includes(category) ? category : null;
  const tiles = useMemo(() => {
    const inCategory = snapshot.products.filter((one) => shown === null || one.category === shown);
    return tilesOf(search.trim() ? found(snapshot.products, search) : inCategory);
  }, [snapshot, search, shown]);
  const choose = (next: string | null) => {
    useTill.setState({ search: "" });
    setCategory(next);
  };
  return (
    <>
      <nav className={styles.categories} aria-label={t("categories")}>
        {[null, ...categories].map((name, index) => (
          <button
            key={name ?? ""}
            type="button"
            className="button"
            data-category={index}
            aria-pressed={!search.trim() && name === shown}
            onClick={() => choose(name)}
          >
            {name ?? t("all")}
          </button>
        ))}
      </nav>
      {tiles.length === 0 ? (
        <p className={styles.none}>{t("nothingFound")}</p>
      ) : (
        <ul className={styles.grid} aria-label={shown ?? t("all")}>
          {tiles.map((tile) => (
            <ProductTile key={`${tile.category} ${tile.name}`} tile={tile} />
          ))}
        </ul>
      )}
    </>
  );
}

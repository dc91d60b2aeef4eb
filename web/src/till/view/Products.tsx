import { useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product, Snapshot } from "../../shared/order/catalog";
import { countOf } from "../../shared/order/order";
import { sectionsOf, type Tile, tileKey, tilesOf } from "../../shared/order/tiles";
import { useSession } from "../../shared/session";
import tiles from "../../shared/ui/Tile.module.css";
import { TileFace, tileSize } from "../../shared/ui/TileFace";
import { found } from "../model/search";
import { sell, useTill } from "../store";
import styles from "./Products.module.css";
import { useLongPress } from "./useLongPress";
import { useMoney } from "./useMoney";

function ProductButton({ product, alone }: { product: Product; alone: boolean }) {
  const t = useTranslations("till");
  const { money } = useMoney();
  const count = useTill((state) => countOf(state.order, product.id));
  const maySay = useSession((state) => state.may("menu.availability"));
  const press = useLongPress(() => sell(product), maySay ? () => useTill.setState({ soldOut: product }) : null);
  const size = tileSize(product, alone);
  return (
    <button type="button" className={alone ? tiles.whole : tiles.size} {...press}>
      <span className="visually-hidden">{product.name} </span>
      {size && <span className={tiles.sizeName}>{size}</span>} <span>{money(product.price)}</span>
      {product.soldOut && <span className={tiles.soldOut}> {t("soldOut")}</span>}
      {count > 0 && (
        <span className={tiles.badge}>
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
    <li className={tiles.tile} data-mark={tile.color ?? undefined}>
      <TileFace tile={tile} />
      <div className={tiles.sizes}>
        {tile.products.map((product) => (
          <ProductButton key={product.id} product={product} alone={alone} />
        ))}
      </div>
    </li>
  );
}

/** The café's own pages, the categories, and the tiles of the chosen one; while something is searched, what was found in all. */
export function Products({ snapshot }: { snapshot: Snapshot }) {
  const t = useTranslations("till");
  const search = useTill((state) => state.search);
  const [chosen, setChosen] = useState("");
  const sections = useMemo(() => sectionsOf(snapshot.products, snapshot.pages ?? []), [snapshot]);
  const section = sections.find((one) => one.key === chosen) ?? sections[0];
  const shown = useMemo(
    () => (search.trim() ? tilesOf(found(snapshot.products, search)) : (section?.tiles ?? [])),
    [snapshot, search, section],
  );
  const choose = (key: string) => {
    useTill.setState({ search: "" });
    setChosen(key);
  };
  return (
    <>
      <nav className={styles.categories} aria-label={t("categories")}>
        {sections.map(({ key, name, color }, index) => (
          <button
            key={key}
            type="button"
            className="button"
            data-category={index}
            data-mark={color ?? undefined}
            aria-pressed={!search.trim() && key === section?.key}
            onClick={() => choose(key)}
          >
            {name ?? t("all")}
          </button>
        ))}
      </nav>
      {shown.length === 0 ? (
        <p className={styles.none}>{t("nothingFound")}</p>
      ) : (
        <ul className={tiles.grid} aria-label={section?.name ?? t("all")}>
          {shown.map((tile) => (
            <ProductTile key={tileKey(tile)} tile={tile} />
          ))}
        </ul>
      )}
    </>
  );
}

import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { type Place, type Tile, tileKey } from "../../shared/order/tiles";
import tileStyles from "../../shared/ui/Tile.module.css";
import { TileFace, tileSize } from "../../shared/ui/TileFace";
import { useFormat } from "../data/cafe";
import styles from "./Layout.module.css";
import { type PageDraft, target } from "./layout";
import { useTileDrag } from "./useTileDrag";

/** What stands on a tile of the till, without its buttons. */
function Preview({ place, tile }: { place: Place; tile: Tile | undefined }) {
  const t = useTranslations("office.menu");
  const format = useFormat();
  const alone = tile?.products.length === 1;
  return (
    <>
      <TileFace tile={{ name: place.name, imageUrl: tile?.imageUrl ?? null }} />
      <div className={tileStyles.sizes} aria-hidden="true">
        {tile?.products.map((product) => (
          <span key={product.id} className={alone ? tileStyles.whole : tileStyles.size}>
            {tileSize(product, alone) && <span className={tileStyles.sizeName}>{tileSize(product, alone)}</span>}
            <span>{format.minor(product.price)}</span>
            {product.soldOut && <span className={tileStyles.soldOut}>{t("soldOut")}</span>}
          </span>
        ))}
        {!tile && <span className={styles.missing}>{t("layout.notSold")}</span>}
      </div>
    </>
  );
}

const columnsOf = (list: HTMLElement | null) => {
  const tops = [...(list?.children ?? [])].map((tile) => (tile as HTMLElement).offsetTop);
  return Math.max(1, tops.filter((top) => top === tops[0]).length);
};

/** The tiles of a page as the till shows them. They are dragged, moved by arrow keys, and opened for what else can be done. */
export function LayoutTiles({
  page,
  menu,
  onMove,
  onOpen,
  onRemove,
}: {
  page: PageDraft;
  menu: ReadonlyMap<string, Tile>;
  onMove: (from: number, to: number) => void;
  onOpen: (at: number) => void;
  onRemove: (at: number) => void;
}) {
  const t = useTranslations("office.menu.layout");
  const hint = useId();
  const list = useRef<HTMLUListElement>(null);
  const [focus, setFocus] = useState<number | null>(null);
  const { dragged, begin } = useTileDrag(list, onMove);
  // A moved button loses the focus, and a removed one leaves none.
  useLayoutEffect(() => {
    if (focus === null) return;
    list.current?.children[Math.min(focus, page.tiles.length - 1)]?.querySelector("button")?.focus();
    setFocus(null);
  }, [focus, page]);
  const press = (event: KeyboardEvent, at: number) => {
    const isRtl = document.documentElement.dir === "rtl";
    const to = target(event.key, at, page.tiles.length, columnsOf(list.current), isRtl);
    if (to === null && event.key !== "Delete") return;
    event.preventDefault();
    if (to === null) onRemove(at);
    else if (to !== at) onMove(at, to);
    setFocus(to ?? at);
  };
  return (
    <>
      <p id={hint} className="hint">
        {t("hint")}
      </p>
      <ul ref={list} className={tileStyles.grid} aria-label={t("tiles", { name: page.name })}>
        {page.tiles.map((place, at) => (
          <li
            key={tileKey(place)}
            className={`${tileStyles.tile} ${at === dragged ? styles.dragged : ""}`}
            data-mark={place.color ?? undefined}
          >
            <Preview place={place} tile={menu.get(tileKey(place))} />
            <button
              type="button"
              className={styles.cover}
              aria-label={t("at", { name: place.name, place: at + 1, count: page.tiles.length })}
              aria-describedby={hint}
              aria-haspopup="dialog"
              onClick={() => onOpen(at)}
              onKeyDown={(event) => press(event, at)}
              onPointerDown={(event) => begin(at, event)}
            >
              <span className={styles.grip} data-grip aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

import type { Product } from "../order/catalog";
import type { Tile } from "../order/tiles";
import styles from "./Tile.module.css";

/** Sizes that say nothing where an item has only one. */
const plainSizes = new Set(["", "regular", "any"]);

/** The size as a tile names it; "" where there is nothing to tell apart. */
export function tileSize({ size }: Product, alone: boolean): string {
  return alone && plainSizes.has(size.toLowerCase()) ? "" : size;
}

/** The picture of a tile, or its first letter, and its name. */
export function TileFace({ tile }: { tile: Pick<Tile, "name" | "imageUrl"> }) {
  return (
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
  );
}

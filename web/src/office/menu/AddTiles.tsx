import { type FormEvent, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import type { Product } from "../../shared/order/catalog";
import { type Tile, tileKey } from "../../shared/order/tiles";
import { TextField } from "../parts/fields";
import styles from "./Layout.module.css";
import { addable, type PageDraft } from "./layout";

const shownMost = 6;

/** Finds what is not on the page yet and puts it there; Enter takes the first that was found. */
export function AddTiles({
  page,
  products,
  onAdd,
}: {
  page: PageDraft;
  products: readonly Product[];
  onAdd: (tile: Tile) => void;
}) {
  const t = useTranslations("office.menu");
  const form = useRef<HTMLFormElement>(null);
  const [text, setText] = useState("");
  const found = addable(products, page, text);
  const add = (tile: Tile | undefined) => {
    if (!tile) return;
    onAdd(tile);
    setText("");
    form.current?.querySelector("input")?.focus(); // its button is gone
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) add(found[0]);
  };
  return (
    <form ref={form} className={styles.add} onSubmit={submit}>
      <TextField label={t("layout.find")} type="search" value={text} onChange={setText} />
      {text.trim() && found.length === 0 && <p className="hint">{t("nothingFound")}</p>}
      <div className={styles.pages}>
        {found.slice(0, shownMost).map((tile) => (
          <button
            key={tileKey(tile)}
            type="button"
            className="button"
            aria-label={t("layout.add", { name: tile.name })}
            onClick={() => add(tile)}
          >
            + {tile.name}
          </button>
        ))}
      </div>
    </form>
  );
}

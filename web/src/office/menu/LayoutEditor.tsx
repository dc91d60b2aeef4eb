import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { ApiError, api } from "../../shared/api/client";
import { newId } from "../../shared/api/id";
import type { Product } from "../../shared/order/catalog";
import { type Tile, tileKey, tilesOf } from "../../shared/order/tiles";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Done, Empty, FormEnd } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import { AddTiles } from "./AddTiles";
import own from "./Layout.module.css";
import { LayoutTiles } from "./LayoutTiles";
import { type Layout, layoutBody, moved, type PageDraft, pageDrafts, placeOf, recolored } from "./layout";
import { ColorField, TileDialog } from "./TileDialog";

/** The pages to choose from, and what there is to do with the chosen one as a whole. */
function PageBar({
  pages,
  page,
  nameProblem,
  onChoose,
  onPages,
}: {
  pages: readonly PageDraft[];
  page: PageDraft | undefined;
  nameProblem: string | undefined;
  onChoose: (key: string) => void;
  onPages: (pages: PageDraft[]) => void;
}) {
  const t = useTranslations("office.menu.layout");
  const at = pages.findIndex((one) => one.key === page?.key);
  const add = () => {
    const name = pages.length === 0 ? t("favourites") : t("pageNumber", { number: pages.length + 1 });
    const key = newId();
    onPages([...pages, { key, name, color: null, tiles: [] }]);
    onChoose(key);
  };
  const change = (next: Partial<PageDraft>) => onPages(pages.map((one) => (one === page ? { ...one, ...next } : one)));
  const step = (by: number, text: string) => (
    <button
      type="button"
      className="button"
      disabled={!pages[at + by]}
      onClick={() => onPages(moved(pages, at, at + by))}
    >
      {text}
    </button>
  );
  return (
    <>
      <nav className={own.pages} aria-label={t("pages")}>
        {pages.map((one) => (
          <button
            key={one.key}
            type="button"
            className="button"
            data-mark={one.color ?? undefined}
            aria-pressed={one === page}
            onClick={() => onChoose(one.key)}
          >
            {one.name}
          </button>
        ))}
        <button type="button" className="button" onClick={add}>
          {t("newPage")}
        </button>
      </nav>
      {page && (
        <div className={styles.tools}>
          <TextField
            label={t("pageName")}
            value={page.name}
            problem={nameProblem}
            onChange={(name) => change({ name })}
          />
          <ColorField value={page.color} onChange={(color) => change({ color })} />
          {step(-1, t("earlier"))}
          {step(1, t("later"))}
          <button type="button" className="button" onClick={() => onPages(pages.filter((one) => one !== page))}>
            {t("removePage")}
          </button>
        </div>
      )}
    </>
  );
}

/** Arranges the tiles of one page; what happened is read out. */
function PageEditor({
  page,
  pages,
  products,
  onPages,
}: {
  page: PageDraft;
  pages: readonly PageDraft[];
  products: readonly Product[];
  onPages: (change: (pages: readonly PageDraft[]) => PageDraft[]) => void;
}) {
  const t = useTranslations("office.menu.layout");
  const [said, setSaid] = useState("");
  const [opened, setOpened] = useState<number | null>(null);
  // A drag goes on while its own moves change the page.
  const latest = useRef(page);
  useEffect(() => {
    latest.current = page;
  }, [page]);
  const menu = useMemo(() => new Map(tilesOf(products).map((tile) => [tileKey(tile), tile])), [products]);
  const change = (next: (page: PageDraft) => PageDraft) =>
    onPages((all) => all.map((one) => (one.key === page.key ? next(one) : one)));
  const say = (name: string | undefined, to: number, count: number) =>
    setSaid(t("at", { name: name ?? "", place: to + 1, count }));
  const add = (tile: Tile) => {
    change((now) => ({ ...now, tiles: [...now.tiles, placeOf(tile)] }));
    say(tile.name, page.tiles.length, page.tiles.length + 1);
  };
  const move = (from: number, to: number) => {
    const { tiles } = latest.current;
    say(tiles[from]?.name, to, tiles.length);
    change((now) => ({ ...now, tiles: moved(now.tiles, from, to) }));
    setOpened((at) => (at === from ? to : at));
  };
  const remove = (at: number) => {
    setSaid(t("removed", { name: page.tiles[at]?.name ?? "" }));
    setOpened(null);
    change((now) => ({ ...now, tiles: now.tiles.toSpliced(at, 1) }));
  };
  const moveTo = (key: string, at: number) => {
    const place = page.tiles[at];
    if (!place || key === page.key) return;
    onPages((all) => all.map((one) => (one.key === key ? { ...one, tiles: [...one.tiles, place] } : one)));
    remove(at);
  };
  return (
    <>
      <AddTiles page={page} products={products} onAdd={add} />
      {page.tiles.length === 0 ? (
        <Empty>{t("noTiles")}</Empty>
      ) : (
        <LayoutTiles page={page} menu={menu} onMove={move} onOpen={setOpened} onRemove={remove} />
      )}
      <p role="status" className="visually-hidden">
        {said}
      </p>
      {opened !== null && (
        <TileDialog
          page={page}
          at={opened}
          pages={pages}
          onMove={(to) => move(opened, to)}
          onColor={(color) => change((now) => recolored(now, opened, color))}
          onPage={(key) => moveTo(key, opened)}
          onRemove={() => remove(opened)}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** The layout as it is being arranged. While nothing is changed here, it follows what others save. */
export function LayoutEditor({ layout, products }: { layout: Layout; products: readonly Product[] }) {
  const t = useTranslations("office.menu.layout");
  const parts = useTranslations("office.parts");
  const act = useAct();
  const [base, setBase] = useState(layout);
  const [pages, setPages] = useState<readonly PageDraft[]>(() => pageDrafts(layout));
  const [chosen, setChosen] = useState("");
  const [done, setDone] = useState("");
  const page = pages.find((one) => one.key === chosen) ?? pages[0];
  const index = page ? pages.indexOf(page) : 0;
  const dirty = JSON.stringify(layoutBody(pages)) !== JSON.stringify(layoutBody(base.pages));
  useUnsaved(dirty);
  const adopt = (now: Layout) => {
    const drafts = pageDrafts(now);
    setBase(now);
    setPages(drafts);
    setChosen(drafts[index]?.key ?? "");
    act.clear();
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes while something is changed here waits until it is saved
  useEffect(() => {
    if (!dirty && layout.version >= base.version) adopt(layout);
  }, [layout]);
  const change = (next: (pages: readonly PageDraft[]) => PageDraft[]) => {
    setDone("");
    setPages(next);
  };
  const save = (version: number) =>
    act.run(async (key) => {
      adopt(await api.put<Layout>("/till_layout", layoutBody(pages), { key, version }));
      setDone(t("saved"));
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void save(base.version);
  };
  const theirs =
    act.problem instanceof ApiError && act.problem.code === "LAYOUT_CHANGED" ? (act.problem.data as Layout) : null;
  return (
    <>
      <PageBar
        pages={pages}
        page={page}
        nameProblem={act.at(`pages[${index}].name`)}
        onChoose={setChosen}
        onPages={(next) => change(() => next)}
      />
      {page ? (
        <PageEditor key={page.key} page={page} pages={pages} products={products} onPages={change} />
      ) : (
        <Empty>{t("none")}</Empty>
      )}
      <Done>{done}</Done>
      <form className={styles.sticky} onSubmit={submit}>
        <FormEnd act={act} text={parts("save")} disabled={!dirty}>
          {theirs && (
            <>
              <button type="button" className="button" onClick={() => adopt(theirs)}>
                {t("takeTheirs")}
              </button>
              <button type="button" className="button" onClick={() => void save(theirs.version)}>
                {t("keepMine")}
              </button>
            </>
          )}
        </FormEnd>
      </form>
    </>
  );
}

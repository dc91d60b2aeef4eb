import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { fromWire } from "../../shared/money/money";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Empty, numbers, Page, Problem, Show, Table } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import { categories, itemName } from "./model";
import { PriceOutcome } from "./PriceOutcome";
import {
  changedPrice,
  isPrice,
  type PriceChange,
  type PriceChangeDraft,
  type PriceResult,
  type PriceStep,
  priceChange,
  priceSteps,
  steps,
} from "./prices";
import { applyPrices, type MenuItem } from "./wire";

function ChangeFields({ draft, onChange }: { draft: PriceChangeDraft; onChange: (draft: PriceChangeDraft) => void }) {
  const t = useTranslations("office.menu.prices");
  const format = useFormat();
  const choices = (keys: readonly (PriceChangeDraft["direction"] | PriceChange["by"])[]) =>
    keys.map((value) => ({ value, text: t(value) }));
  return (
    <>
      <ChoiceField
        label={t("direction")}
        value={draft.direction}
        choices={choices(["raise", "lower"])}
        onChange={(direction) => onChange({ ...draft, direction: direction === "lower" ? "lower" : "raise" })}
      />
      <ChoiceField
        label={t("by")}
        value={draft.by}
        choices={choices(["percent", "amount"])}
        onChange={(by) => onChange({ ...draft, by: by === "amount" ? "amount" : "percent" })}
      />
      <TextField
        label={t("value")}
        inputMode="decimal"
        value={draft.value}
        problem={draft.value.trim() && !priceChange(draft) ? t("noValue") : undefined}
        onChange={(value) => onChange({ ...draft, value })}
      />
      <ChoiceField
        label={t("step")}
        value={String(draft.step)}
        choices={steps.map((step) => ({ value: String(step), text: format.minor(step) }))}
        onChange={(step) => onChange({ ...draft, step: Number(step) })}
      />
    </>
  );
}

function NewPrice({ item, change }: { item: MenuItem; change: PriceChange | null }) {
  const t = useTranslations("office.menu.prices");
  const format = useFormat();
  if (!change) return "–";
  const price = changedPrice(fromWire(item.price), change);
  return isPrice(price) ? (
    format.minor(price)
  ) : (
    <span className={styles.fault}>{t("impossible", { price: format.minor(price) })}</span>
  );
}

function Preview({
  items,
  ticked,
  change,
  onTick,
}: {
  items: readonly MenuItem[];
  ticked: ReadonlySet<string>;
  change: PriceChange | null;
  onTick: (ids: ReadonlySet<string>) => void;
}) {
  const t = useTranslations("office.menu");
  const format = useFormat();
  const turn = (id: string, on: boolean) => {
    const ids = new Set(ticked);
    if (on) ids.add(id);
    else ids.delete(id);
    onTick(ids);
  };
  return (
    <Table label={t("prices.title")} head={[t("item"), numbers(t("prices.now")), numbers(t("prices.then"))]}>
      {items.map((item) => (
        <tr key={item.id}>
          <th scope="row">
            <label className={styles.check}>
              <input
                type="checkbox"
                checked={ticked.has(item.id)}
                onChange={(event) => turn(item.id, event.target.checked)}
              />
              {itemName(item)} {!item.isActive && <Badge>{t("inactive")}</Badge>}
            </label>
          </th>
          <td className={styles.number}>{format.money(item.price)}</td>
          <td className={styles.number}>{ticked.has(item.id) && <NewPrice item={item} change={change} />}</td>
        </tr>
      ))}
    </Table>
  );
}

function PricesForm({ menu, onDone }: { menu: readonly MenuItem[]; onDone: (results: PriceResult[]) => void }) {
  const t = useTranslations("office.menu");
  const all = useTranslations("office.parts")("all");
  const act = useAct();
  const [category, setCategory] = useState("");
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const [draft, setDraft] = useState<PriceChangeDraft>({ direction: "raise", by: "percent", value: "", step: 10 });
  const [finished, setFinished] = useState(0);
  // While prices are being set, the menu stays as it was looked at: it changes price by price.
  const [frozen, setFrozen] = useState<readonly MenuItem[] | null>(null);
  const items = frozen ?? menu;
  useUnsaved(act.busy);
  const of = (name: string) => items.filter((item) => !name || item.category === name);
  const shown = of(category);
  const tickAll = (list: readonly MenuItem[]) => setTicked(new Set(list.map((item) => item.id)));
  const change = priceChange(draft);
  const wanted: PriceStep[] = change
    ? priceSteps(
        shown.filter((item) => ticked.has(item.id)),
        change,
      )
    : [];
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setFinished(0);
    setFrozen(menu);
    await act.run(async () => onDone(await applyPrices(wanted, () => setFinished((count) => count + 1))));
    setFrozen(null);
  };
  return (
    <form className={styles.page} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.tools}>
        <ChoiceField
          label={t("category")}
          value={category}
          onChange={(name) => {
            setCategory(name);
            tickAll(name ? of(name) : []);
          }}
          choices={[{ value: "", text: all }, ...categories(items).map((value) => ({ value, text: value }))]}
        />
        <ChangeFields draft={draft} onChange={setDraft} />
      </div>
      <div className={styles.inline}>
        <button type="button" className="button" onClick={() => tickAll(shown)}>
          {t("prices.tickAll")}
        </button>
        <button type="button" className="button" onClick={() => tickAll([])}>
          {t("prices.tickNone")}
        </button>
      </div>
      <Preview items={shown} ticked={ticked} change={change} onTick={setTicked} />
      <Problem of={act.problem} />
      <div className={`${styles.end} ${styles.sticky}`}>
        <span role="status">{act.busy ? t("prices.working", { done: finished, all: wanted.length }) : ""}</span>
        <button type="submit" className="button primary" disabled={act.busy || wanted.length === 0}>
          {t("prices.apply", { count: wanted.length })}
        </button>
      </div>
    </form>
  );
}

/** Many prices at once, by per cent or amount: each new price is seen before it is set. */
export function PricesPage() {
  const t = useTranslations("office.menu");
  const menu = useLoad<{ menu_items: MenuItem[] }>("/menu_items", ["menu"]);
  const [results, setResults] = useState<readonly PriceResult[] | null>(null);
  return (
    <Page title={t("prices.title")}>
      {results ? (
        <PriceOutcome
          results={results}
          onResults={setResults}
          onClose={() => {
            setResults(null);
            menu.reload();
          }}
        />
      ) : (
        <>
          <p className="hint">{t("prices.text")}</p>
          <Show of={menu}>
            {({ menu_items: items }) =>
              items.length === 0 ? <Empty>{t("noItems")}</Empty> : <PricesForm menu={items} onDone={setResults} />
            }
          </Show>
        </>
      )}
    </Page>
  );
}

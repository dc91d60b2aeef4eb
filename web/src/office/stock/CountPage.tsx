import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useLanguage } from "../../shared/i18n/i18n";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Card, Done, Empty, FormEnd, numbers, Page, Show, Table, wide } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import { countLines } from "./model";
import type { Count, StockItem } from "./wire";

function Outcome({ count }: { count: Count }) {
  const t = useTranslations("office.stock");
  const format = useFormat();
  return (
    <Card title={t("countOf", { when: format.moment(count.createdAt) })}>
      <Table
        label={t("count")}
        head={[t("item"), numbers(t("expected")), numbers(t("counted")), numbers(t("difference"))]}
      >
        {count.lines.map((line) => (
          <tr key={line.inventoryItemId}>
            <th scope="row">
              {line.name} <span className={styles.quiet}>{line.unit}</span>
            </th>
            <td className={styles.number}>{format.number(line.expected)}</td>
            <td className={styles.number}>{format.number(line.counted)}</td>
            <td className={styles.number}>{format.number(line.variance)}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

function CountForm({ items, onDone }: { items: readonly StockItem[]; onDone: (count: Count) => void }) {
  const t = useTranslations("office.stock");
  const all = useTranslations("office.parts")("all");
  const act = useAct();
  const [category, setCategory] = useState("");
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [notes, setNotes] = useState("");
  const { language } = useLanguage();
  const { lines, wrong } = countLines(typed, language);
  useUnsaved(lines.length > 0);
  const categories = [...new Set(items.map((item) => item.category))].sort();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (wrong.length > 0) return;
    await act.run(async (key) => {
      const { count } = await api.post<{ count: Count }>("/inventory/counts", { lines, notes }, { key });
      setTyped({});
      setNotes("");
      onDone(count);
    });
  };
  return (
    <form className={styles.stack} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.tools}>
        <ChoiceField
          label={t("category")}
          value={category}
          onChange={setCategory}
          choices={[{ value: "", text: all }, ...categories.map((value) => ({ value, text: value }))]}
        />
        <TextField label={t("notes")} value={notes} onChange={setNotes} />
      </div>
      <Table label={t("count")} head={[t("item"), wide(t("location")), t("counted")]}>
        {items
          .filter((item) => !category || item.category === category || wrong.includes(item.id))
          .map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.name}</th>
              <td className={styles.wide}>{item.location}</td>
              <td>
                <span className={styles.inline}>
                  <input
                    className={`${styles.input} ${styles.short}`}
                    inputMode="decimal"
                    aria-label={t("countedOf", { name: item.name, unit: item.unit })}
                    aria-invalid={wrong.includes(item.id) || undefined}
                    value={typed[item.id] ?? ""}
                    onChange={(event) => setTyped({ ...typed, [item.id]: event.target.value })}
                  />
                  {item.unit}
                  {wrong.includes(item.id) && <span className={styles.fault}>{t("noQuantity")}</span>}
                </span>
              </td>
            </tr>
          ))}
      </Table>
      <FormEnd
        act={act}
        text={t("bookCount", { count: lines.length })}
        disabled={lines.length === 0 || wrong.length > 0}
      />
    </form>
  );
}

/** A count of what lies on the shelves, blind: what is expected shows only when it is booked. */
export function CountPage() {
  const t = useTranslations("office.stock");
  const stock = useLoad<{ inventory: StockItem[] }>("/inventory");
  const [count, setCount] = useState<Count | null>(null);
  const outcome = useRef<HTMLDivElement>(null);
  // Its button is at the end of a long list, and what came of it above.
  useEffect(() => {
    if (count) outcome.current?.scrollIntoView({ block: "nearest" });
  }, [count]);
  return (
    <Page title={t("count")}>
      <p className="hint">{t("countText")}</p>
      <div ref={outcome} className={styles.stack}>
        <Done>{count ? t("countBooked") : ""}</Done>
        {count && <Outcome count={count} />}
      </div>
      <Show of={stock}>
        {({ inventory }) =>
          inventory.length === 0 ? <Empty>{t("none")}</Empty> : <CountForm items={inventory} onDone={setCount} />
        }
      </Show>
    </Page>
  );
}

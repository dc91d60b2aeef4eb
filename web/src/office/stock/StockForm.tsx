import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useLanguage } from "../../shared/i18n/i18n";
import { useSession } from "../../shared/session";
import { useAct } from "../data/useAct";
import { ConfirmButton } from "../parts/ConfirmButton";
import { AreaField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { FormEnd } from "../parts/parts";
import { go } from "../router/router";
import { useUnsaved } from "../router/unsaved";
import { type StockDraft, stockChanges, stockDraft } from "./model";
import type { StockItem } from "./wire";

/** The form of a stock item. What lies on hand is typed only for a new one; later it moves by movements. */
export function StockForm({ item, onSaved }: { item: StockItem | null; onSaved: (text: string) => void }) {
  const t = useTranslations("office.stock");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const act = useAct();
  const { language } = useLanguage();
  const [before, setBefore] = useState(() => stockDraft(item, language));
  const [draft, setDraft] = useState(before);
  const changes = stockChanges(draft, before, language);
  const dirty = Object.keys(changes).length > 0;
  const saved = useUnsaved(dirty);
  const field = (name: keyof StockDraft) => ({
    label: t(`fields.${name}`),
    value: draft[name],
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const leave = () => {
    saved();
    go("#/stock");
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await act.run((key) =>
      item ? api.put(`/inventory/${item.id}`, changes) : api.post("/inventory", changes, { key }),
    );
    if (!done) return;
    setBefore(draft);
    if (item) onSaved(parts("saved"));
    else leave();
  };
  const remove = async () => {
    if (item && (await act.run(() => api.remove(`/inventory/${item.id}`)))) leave();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.pair}>
        <TextField {...field("name")} required />
        <TextField {...field("category")} />
        <TextField {...field("unit")} required hint={t("unitHint")} />
        {!item && <TextField {...field("currentStock")} inputMode="decimal" />}
        <TextField {...field("minStockLevel")} inputMode="decimal" />
        <TextField {...field("maxStockLevel")} inputMode="decimal" />
        {may("inventory.view_costs") && <TextField {...field("costPerUnit")} inputMode="decimal" />}
        <TextField {...field("supplier")} />
        <TextField {...field("location")} />
        <TextField {...field("barcode")} />
        <TextField {...field("expiryDate")} type="date" />
      </div>
      <AreaField {...field("description")} />
      <FormEnd act={act} text={parts("save")} disabled={!dirty}>
        {item && (
          <ConfirmButton
            text={t("archive")}
            question={t("archiveText", { name: item.name })}
            disabled={act.busy}
            onConfirm={() => void remove()}
          />
        )}
      </FormEnd>
    </form>
  );
}

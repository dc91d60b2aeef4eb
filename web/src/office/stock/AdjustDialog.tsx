import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useLanguage } from "../../shared/i18n/i18n";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";
import { adjustment, deliveryCost, type Kind, kinds } from "./model";
import type { StockItem } from "./wire";

/** Books a delivery, waste or a correction of one item. */
export function AdjustDialog({
  item,
  onClose,
  onDone,
}: {
  item: StockItem;
  onClose: () => void;
  onDone: (text: string) => void;
}) {
  const t = useTranslations("office.stock");
  const format = useFormat();
  const act = useAct();
  const [kind, setKind] = useState<Kind>("RESTOCK");
  const [quantity, setQuantity] = useState("");
  const [notes, setNotes] = useState("");
  const [cost, setCost] = useState("");
  const [wrong, setWrong] = useState(false);
  const { language } = useLanguage();
  const asksCost = useSession((state) => state.may)("inventory.view_costs") && kind === "RESTOCK";
  const by = adjustment(kind, quantity, language);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setWrong(by === null);
    if (by === null) return;
    let stock = 0;
    const done = await act.run(async (key) => {
      const paid = asksCost ? deliveryCost(cost, language) : {};
      const body = { adjustment: by, reason: kind, notes, ...paid };
      stock = (await api.post<{ adjustment: { newStock: number } }>(`/inventory/${item.id}/adjust`, body, { key }))
        .adjustment.newStock;
    });
    if (done) onDone(t("adjusted", { name: item.name, stock: format.number(stock), unit: item.unit }));
  };
  return (
    <Dialog title={t("adjustOf", { name: item.name })} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <p>{t("now", { stock: format.number(item.currentStock), unit: item.unit })}</p>
        <ChoiceField
          label={t("kind")}
          value={kind}
          onChange={(value) => setKind(kinds.find((known) => known === value) ?? "RESTOCK")}
          choices={kinds.map((value) => ({ value, text: t(`kinds.${value}`) }))}
        />
        <TextField
          label={t("quantityIn", { unit: item.unit })}
          value={quantity}
          onChange={setQuantity}
          inputMode="decimal"
          required
          hint={kind === "ADJUSTMENT" ? t("signHint") : undefined}
          problem={wrong && by === null ? t("noQuantity") : act.at("adjustment")}
        />
        {asksCost && (
          <TextField
            label={t("deliveryCost")}
            value={cost}
            onChange={setCost}
            inputMode="decimal"
            hint={t("deliveryCostHint")}
            problem={act.at("cost")}
          />
        )}
        <TextField label={t("notes")} value={notes} onChange={setNotes} problem={act.at("notes")} />
        {by !== null && (
          <p>
            {t("then", { stock: format.number(Math.round((item.currentStock + by) * 1000) / 1000), unit: item.unit })}
          </p>
        )}
        <FormEnd act={act} text={t("book")} />
      </form>
    </Dialog>
  );
}

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { newId } from "../../shared/api/id";
import { useLanguage } from "../../shared/i18n/i18n";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Card, Done, FormEnd, Show } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import { type IngredientDraft, recipeBody, recipeDraft } from "./model";
import type { Recipe as RecipeAnswer } from "./wire";

interface StockName {
  id: string;
  name: string;
  unit: string;
}

function IngredientRow({
  row,
  stock,
  problem,
  onChange,
  onRemove,
}: {
  row: IngredientDraft;
  stock: readonly StockName[];
  problem: string | undefined;
  onChange: (patch: Partial<IngredientDraft>) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("office.menu");
  const remove = useTranslations("office.parts")("remove");
  const item = stock.find((entry) => entry.id === row.inventoryItemId);
  return (
    <li className={styles.ingredient}>
      <ChoiceField
        label={t("ingredient")}
        value={row.inventoryItemId}
        onChange={(inventoryItemId) => onChange({ inventoryItemId })}
        choices={[
          { value: "", text: t("chooseIngredient") },
          ...stock.map((entry) => ({ value: entry.id, text: entry.name })),
        ]}
      />
      <TextField
        label={item ? t("quantityIn", { unit: item.unit }) : t("quantity")}
        value={row.quantity}
        inputMode="decimal"
        problem={problem}
        onChange={(quantity) => onChange({ quantity })}
      />
      <button
        type="button"
        className="button"
        aria-label={t("removeIngredient", { name: item?.name ?? "" })}
        onClick={onRemove}
      >
        {remove}
      </button>
    </li>
  );
}

function RecipeForm({
  id,
  recipe,
  stock,
  onSaved,
}: {
  id: string;
  recipe: RecipeAnswer;
  stock: readonly StockName[];
  onSaved: () => void;
}) {
  const t = useTranslations("office.menu");
  const save = useTranslations("office.parts")("save");
  const act = useAct();
  const { language } = useLanguage();
  const [before, setBefore] = useState(() => recipeDraft(recipe, language));
  const [rows, setRows] = useState(before);
  const dirty = JSON.stringify(recipeBody(rows, language)) !== JSON.stringify(recipeBody(before, language));
  useUnsaved(dirty);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await act.run(() => api.put(`/menu_items/${id}/recipe`, recipeBody(rows, language))))) return;
    setBefore(rows);
    onSaved();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {rows.length === 0 && <p className="hint">{t("noRecipe")}</p>}
      <ul className={styles.stack}>
        {rows.map((row, index) => (
          <IngredientRow
            key={row.key}
            row={row}
            stock={stock}
            problem={act.at(`ingredients[${index}]`)}
            onChange={(patch) => setRows(rows.map((other) => (other.key === row.key ? { ...other, ...patch } : other)))}
            onRemove={() => setRows(rows.filter((other) => other.key !== row.key))}
          />
        ))}
      </ul>
      <FormEnd act={act} text={save} disabled={!dirty}>
        <button
          type="button"
          className="button"
          onClick={() => setRows([...rows, { key: newId(), inventoryItemId: "", quantity: "" }])}
        >
          {t("addIngredient")}
        </button>
      </FormEnd>
    </form>
  );
}

/** What one of an item takes from stock; saved on its own, for it acts on the next sale. */
export function Recipe({ id }: { id: string }) {
  const t = useTranslations("office.menu");
  const saved = useTranslations("office.parts")("saved");
  const format = useFormat();
  const recipe = useLoad<RecipeAnswer>(`/menu_items/${id}/recipe`);
  const stock = useLoad<{ inventory: StockName[] }>("/inventory");
  const [done, setDone] = useState("");
  return (
    <Card title={t("recipe")}>
      <p className="hint">
        {t("recipeText")}{" "}
        {recipe.data?.cost !== null &&
          recipe.data?.cost !== undefined &&
          t("recipeCost", { cost: format.money(recipe.data.cost) })}
      </p>
      <Done>{done}</Done>
      <Show of={stock}>
        {({ inventory }) => (
          <Show of={recipe}>
            {(found) => (
              <RecipeForm
                id={id}
                recipe={found}
                stock={inventory}
                onSaved={() => {
                  setDone(saved);
                  recipe.reload();
                }}
              />
            )}
          </Show>
        )}
      </Show>
    </Card>
  );
}

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { parseAmount } from "../data/amount";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ConfirmButton } from "../parts/ConfirmButton";
import { AreaField, CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Problem } from "../parts/parts";
import { go } from "../router/router";
import { useUnsaved } from "../router/unsaved";
import { type ItemDraft, itemDraft } from "./model";
import { type MenuItem, type OptionGroup, type StoredItem, storeItem } from "./wire";

function Groups({
  chosen,
  onChange,
  disabled,
}: {
  chosen: string[];
  onChange: (ids: string[]) => void;
  disabled: boolean;
}) {
  const t = useTranslations("office.menu");
  const groups = useLoad<{ optionGroups: OptionGroup[] }>("/option_groups");
  if (!groups.data?.optionGroups.length) return null;
  return (
    <fieldset className={styles.ledger}>
      <legend>{t("offers")}</legend>
      <div className={styles.inline}>
        {groups.data.optionGroups.map((group) => (
          <CheckField
            key={group.id}
            label={group.name}
            disabled={disabled}
            value={chosen.includes(group.id)}
            onChange={(on) => onChange(on ? [...chosen, group.id] : chosen.filter((id) => id !== group.id))}
          />
        ))}
      </div>
    </fieldset>
  );
}

function Picture({
  item,
  file,
  onFile,
}: {
  item: MenuItem | null;
  file: File | null;
  onFile: (file: File | null) => void;
}) {
  const t = useTranslations("office.menu");
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{t("picture")}</label>
      {item?.imageUrl && !file && (
        <img className={styles.picture} src={item.imageUrl} alt={t("pictureOf", { name: item.name })} />
      )}
      <input
        id={id}
        type="file"
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
    </div>
  );
}

/** The form of a menu item with its picture and what it offers. */
export function ItemForm({ item }: { item: MenuItem | null }) {
  const t = useTranslations("office.menu");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const act = useAct();
  const stations = useLoad<{ stations: { id: string; name: string }[] }>(may("kitchen.view") ? "/stations" : null);
  const [before, setBefore] = useState<StoredItem>(() => ({ id: item?.id ?? null, draft: itemDraft(item) }));
  const [draft, setDraft] = useState(before.draft);
  const [file, setFile] = useState<File | null>(null);
  const dirty = file !== null || JSON.stringify(draft) !== JSON.stringify(before.draft);
  const saved = useUnsaved(dirty);
  const locked = !may(item ? "menu.edit" : "menu.create");
  const field = (name: keyof ItemDraft & string) => ({
    label: t(`fields.${name}`),
    value: String(draft[name]),
    disabled: locked,
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  // What is no amount to us goes to the server as it was typed; what we read instead, we know better than it.
  const priceProblem = act.at("price") && parseAmount(draft.price) === null ? t("noPrice") : act.at("price");
  const leave = () => {
    saved();
    go("#/menu");
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await act.run((key) => storeItem(before, draft, file, key, setBefore))) leave();
  };
  const remove = async () => {
    if (item && (await act.run(() => api.remove(`/menu_items/${item.id}`)))) leave();
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.pair}>
        <TextField {...field("name")} required maxLength={100} />
        <TextField {...field("size")} required maxLength={50} />
        <TextField {...field("price")} problem={priceProblem} required inputMode="decimal" />
        <TextField {...field("category")} maxLength={50} />
      </div>
      <AreaField {...field("description")} />
      <div className={styles.pair}>
        <TextField {...field("barcode")} />
        <TextField {...field("volume")} />
        <TextField {...field("allergens")} />
        <TextField {...field("calories")} inputMode="numeric" />
        <TextField {...field("sortOrder")} inputMode="numeric" />
        {stations.data && (
          <ChoiceField
            {...field("stationId")}
            choices={[
              { value: "", text: t("stationOfCategory") },
              ...stations.data.stations.map((station) => ({ value: station.id, text: station.name })),
            ]}
          />
        )}
      </div>
      <CheckField
        label={t("fields.isActive")}
        disabled={locked}
        value={draft.isActive}
        onChange={(isActive) => setDraft({ ...draft, isActive })}
      />
      {item?.kind !== "combo" && (
        <>
          <CheckField
            label={t("fields.openPrice")}
            disabled={locked}
            value={draft.openPrice}
            onChange={(openPrice) => setDraft({ ...draft, openPrice })}
          />
          <Groups
            chosen={draft.groups}
            disabled={locked || !may("menu.edit")}
            onChange={(groups) => setDraft({ ...draft, groups })}
          />
        </>
      )}
      {!locked && <Picture item={item} file={file} onFile={setFile} />}
      <Problem of={act.problem} />
      <div className={styles.end}>
        {item && may("menu.delete") && (
          <ConfirmButton
            text={t("takeOff")}
            question={t("takeOffText", { name: item.name })}
            disabled={act.busy}
            onConfirm={() => void remove()}
          />
        )}
        {!locked && (
          <button type="submit" className="button primary" disabled={act.busy}>
            {parts("save")}
          </button>
        )}
      </div>
    </form>
  );
}

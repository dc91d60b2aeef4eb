import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { newId } from "../../shared/api/id";
import { useSession } from "../../shared/session";
import { changesOf } from "../data/fields";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ConfirmButton } from "../parts/ConfirmButton";
import { CheckField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { FormEnd, Page, Show } from "../parts/parts";
import { go } from "../router/router";
import { useUnsaved } from "../router/unsaved";
import { groupBody, groupDraft, type OptionDraft } from "./model";
import type { OptionGroup } from "./wire";

function OptionRow({
  option,
  at,
  onChange,
  onRemove,
}: {
  option: OptionDraft;
  at: (field: string) => string | undefined;
  onChange: (option: OptionDraft) => void;
  onRemove: () => void;
}) {
  const t = useTranslations("office.menu");
  const parts = useTranslations("office.parts");
  return (
    <li className={styles.card}>
      <div className={styles.pair}>
        <TextField
          label={t("optionName")}
          value={option.name}
          required
          problem={at("name")}
          onChange={(name) => onChange({ ...option, name })}
        />
        <TextField
          label={t("priceDelta")}
          value={option.priceDelta}
          inputMode="decimal"
          problem={at("priceDelta")}
          onChange={(priceDelta) => onChange({ ...option, priceDelta })}
        />
        <TextField
          label={t("maxQuantity")}
          value={option.maxQuantity}
          inputMode="numeric"
          problem={at("maxQuantity")}
          onChange={(maxQuantity) => onChange({ ...option, maxQuantity })}
        />
      </div>
      <div className={styles.inline}>
        <CheckField
          label={t("isDefault")}
          value={option.isDefault}
          onChange={(isDefault) => onChange({ ...option, isDefault })}
        />
        <button
          type="button"
          className="button"
          aria-label={t("removeOption", { name: option.name })}
          onClick={onRemove}
        >
          {parts("remove")}
        </button>
      </div>
    </li>
  );
}

function GroupForm({ group }: { group: OptionGroup | null }) {
  const t = useTranslations("office.menu");
  const parts = useTranslations("office.parts");
  const act = useAct();
  const [before] = useState(() => groupDraft(group));
  const [draft, setDraft] = useState(before);
  const saved = useUnsaved(JSON.stringify(draft) !== JSON.stringify(before));
  const leave = () => {
    saved();
    go("#/menu/options");
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = groupBody(draft);
    const done = await act.run((key) =>
      group
        ? api.put(`/option_groups/${group.id}`, changesOf(body, groupBody(before)))
        : api.post("/option_groups", body, { key }),
    );
    if (done) leave();
  };
  const remove = async () => {
    if (group && (await act.run(() => api.remove(`/option_groups/${group.id}`)))) leave();
  };
  const change = (key: string, next: OptionDraft | null) =>
    setDraft({
      ...draft,
      options: draft.options.flatMap((option) => (option.key === key ? (next ? [next] : []) : [option])),
    });
  const blank = (): OptionDraft => ({
    key: newId(),
    id: undefined,
    name: "",
    priceDelta: "0.00",
    isDefault: false,
    maxQuantity: "1",
    ingredients: undefined,
  });
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.pair}>
        <TextField
          label={t("group")}
          value={draft.name}
          required
          problem={act.at("name")}
          onChange={(name) => setDraft({ ...draft, name })}
        />
        <TextField
          label={t("minChoices")}
          value={draft.minChoices}
          inputMode="numeric"
          problem={act.at("minChoices")}
          onChange={(minChoices) => setDraft({ ...draft, minChoices })}
        />
        <TextField
          label={t("maxChoices")}
          hint={t("maxChoicesHint")}
          value={draft.maxChoices}
          inputMode="numeric"
          problem={act.at("maxChoices")}
          onChange={(maxChoices) => setDraft({ ...draft, maxChoices })}
        />
      </div>
      <h2>{t("options")}</h2>
      {draft.options.length === 0 && <p className="hint">{t("noOptions")}</p>}
      <ul className={styles.stack}>
        {draft.options.map((option, index) => (
          <OptionRow
            key={option.key}
            option={option}
            at={(field) => act.at(`options[${index}].${field}`)}
            onChange={(next) => change(option.key, next)}
            onRemove={() => change(option.key, null)}
          />
        ))}
      </ul>
      <button
        type="button"
        className="button"
        onClick={() => setDraft({ ...draft, options: [...draft.options, blank()] })}
      >
        {t("addOption")}
      </button>
      <FormEnd act={act} text={parts("save")}>
        {group && (
          <ConfirmButton
            text={t("removeGroup")}
            question={t("takeOffText", { name: group.name })}
            disabled={act.busy}
            onConfirm={() => void remove()}
          />
        )}
      </FormEnd>
    </form>
  );
}

/** One group of options, or a new one. */
export function GroupPage({ id }: { id: string | null }) {
  const t = useTranslations("office.menu");
  const may = useSession((state) => state.may);
  const group = useLoad<{ optionGroup: OptionGroup }>(id ? `/option_groups/${encodeURIComponent(id)}` : null);
  const back = <a href="#/menu/options">{t("backToOptions")}</a>;
  if (!may("menu.edit"))
    return (
      <Page title={t("options")} actions={back}>
        {t("readOnly")}
      </Page>
    );
  if (!id) {
    return (
      <Page title={t("newGroup")} actions={back}>
        <GroupForm group={null} />
      </Page>
    );
  }
  return (
    <Show of={group}>
      {({ optionGroup }) => (
        <Page title={optionGroup.name} actions={back}>
          <GroupForm group={optionGroup} />
        </Page>
      )}
    </Show>
  );
}

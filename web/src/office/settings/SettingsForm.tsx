import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { useLanguage } from "../../shared/i18n/i18n";
import { type Act, useAct } from "../data/useAct";
import { AreaField, CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Problem } from "../parts/parts";
import { useUnsaved } from "../router/unsaved";
import { Meanwhile } from "./Meanwhile";
import {
  type DiscountDraft,
  type Draft,
  type LimitDraft,
  pathOf,
  type Spec,
  settingsChanges,
  settingsDraft,
  type TaxDraft,
  type Value,
  withDiscountIds,
} from "./model";
import { DiscountRows, LimitRows, TaxRows } from "./SettingsRows";
import { type Settings, saveSettings } from "./wire";

function zones(now: string): string[] {
  return [...new Set([now, "UTC", ...Intl.supportedValuesOf("timeZone")])];
}

function Setting({ of, value, act, onChange }: { of: Spec; value: Value; act: Act; onChange: (value: Value) => void }) {
  const t = useTranslations("office.settings");
  const path = pathOf(of);
  const label = t(`fields.${path}`);
  const hint = t.has(`hints.${path}`) ? t(`hints.${path}`) : undefined;
  const rows = { label, path, at: act.at };
  const field = { label, hint, problem: act.at(path), value: String(value), onChange };
  switch (of.kind) {
    case "check":
      return <CheckField label={label} problem={act.at(path)} value={value === true} onChange={onChange} />;
    case "area":
      return <AreaField {...field} />;
    case "choice":
      return (
        <ChoiceField
          {...field}
          choices={(of.choices ?? []).map((choice) => ({ value: choice, text: t(`choices.${choice}`) }))}
        />
      );
    case "zone":
      return <ChoiceField {...field} choices={zones(String(value)).map((zone) => ({ value: zone, text: zone }))} />;
    case "taxes":
      return <TaxRows {...rows} value={value as TaxDraft[]} onChange={onChange} />;
    case "discounts":
      return <DiscountRows {...rows} value={value as DiscountDraft[]} onChange={onChange} />;
    case "limits":
      return <LimitRows {...rows} value={value as LimitDraft[]} onChange={onChange} />;
    case "time":
      return <TextField {...field} hint={hint ?? t("timeHint")} />;
    case "words":
    case "numbers":
      return <TextField {...field} hint={hint ?? t("listHint")} />;
    default:
      return <TextField {...field} {...(of.kind === "number" ? { inputMode: "decimal" as const } : {})} />;
  }
}

/** A page of settings. Only what was changed is sent; what is wrong with it is said at its field. */
export function SettingsForm({
  settings,
  specs,
  onSaved,
  onTouch,
}: {
  settings: Settings;
  specs: readonly Spec[];
  onSaved: () => void;
  /** Something is typed: what was said before is over. */
  onTouch: () => void;
}) {
  const parts = useTranslations("office.parts");
  const { language } = useLanguage();
  const act = useAct();
  const [before, setBefore] = useState<Draft>(() => settingsDraft(settings, specs, language));
  const [draft, setDraft] = useState<Draft>(before);
  const [theirs, setTheirs] = useState<Draft>({});
  const dirty = settingsChanges(draft, before, specs, language) !== null;
  useUnsaved(dirty);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const sent = withDiscountIds(draft);
    let changed: Draft | null = null;
    const save = async () => {
      changed = await saveSettings(sent, before, specs, language);
    };
    if (!(await act.run(save))) return;
    setTheirs(changed ?? {});
    if (changed) return;
    setDraft(sent);
    setBefore(sent);
    onSaved();
  };
  /** Goes on from what somebody else made of a list: with it, or with one's own in its place. */
  const settle = (path: string, value: Value, takes: boolean) => {
    const { [path]: _, ...left } = theirs;
    setTheirs(left);
    setBefore((now) => ({ ...now, [path]: value }));
    if (takes) setDraft((now) => ({ ...now, [path]: value }));
  };
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      {specs.map((of) => {
        const path = pathOf(of);
        return (
          <Setting
            key={path}
            of={of}
            value={draft[path] ?? ""}
            act={act}
            onChange={(value) => {
              onTouch();
              setDraft((now) => ({ ...now, [path]: value }));
            }}
          />
        );
      })}
      <Meanwhile theirs={theirs} onSettle={settle} />
      <Problem of={act.problem} />
      <div className={`${styles.end} ${styles.sticky}`}>
        <button type="submit" className="button primary" disabled={act.busy || !dirty}>
          {parts("save")}
        </button>
      </div>
    </form>
  );
}

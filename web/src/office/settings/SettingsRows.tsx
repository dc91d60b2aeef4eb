import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { newId } from "../../shared/api/id";
import { useSession } from "../../shared/session";
import { useRoleName } from "../data/people";
import { useLoad } from "../data/useLoad";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import type { DiscountDraft, LimitDraft, TaxDraft } from "./model";

interface Rows<Row> {
  label: string;
  /** Where the list is in the settings, to find what is said about its rows. */
  path: string;
  value: readonly Row[];
  at: (field: string) => string | undefined;
  onChange: (rows: Row[]) => void;
}

function RowList<Row extends { key: string }>({
  label,
  value,
  onChange,
  blank,
  add,
  nameOf,
  children,
}: Pick<Rows<Row>, "label" | "value" | "onChange"> & {
  blank: () => Row;
  add: string;
  nameOf: (row: Row) => string;
  children: (row: Row, index: number, change: (patch: Partial<Row>) => void) => ReactNode;
}) {
  const t = useTranslations("office.settings");
  const remove = useTranslations("office.parts")("remove");
  const change = (key: string, patch: Partial<Row>) =>
    onChange(value.map((row) => (row.key === key ? { ...row, ...patch } : row)));
  return (
    <fieldset className={styles.ledger}>
      <legend>{label}</legend>
      {value.map((row, index) => (
        <div key={row.key} className={styles.card}>
          {children(row, index, (patch) => change(row.key, patch))}
          <div className={styles.end}>
            <button
              type="button"
              className="button"
              aria-label={t("removeRow", { name: nameOf(row) })}
              onClick={() => onChange(value.filter((other) => other.key !== row.key))}
            >
              {remove}
            </button>
          </div>
        </div>
      ))}
      <button type="button" className="button" onClick={() => onChange([...value, blank()])}>
        {add}
      </button>
    </fieldset>
  );
}

/** The taxes: name, rate, for which categories and which way of serving. */
export function TaxRows({ label, path, value, at, onChange }: Rows<TaxDraft>) {
  const t = useTranslations("office.settings");
  const services = ["", "here", "takeaway", "delivery"].map((service) => ({
    value: service,
    text: t(`services.${service || "all"}`),
  }));
  return (
    <RowList
      label={label}
      value={value}
      onChange={onChange}
      add={t("addTax")}
      nameOf={(tax) => tax.name}
      blank={() => ({ key: newId(), name: "", rate: "", categories: "", service: "" })}
    >
      {(tax, index, change) => (
        <div className={styles.pair}>
          <TextField
            label={t("rows.name")}
            value={tax.name}
            problem={at(`${path}[${index}].name`)}
            onChange={(name) => change({ name })}
          />
          <TextField
            label={t("rows.rate")}
            inputMode="decimal"
            value={tax.rate}
            problem={at(`${path}[${index}].rate`)}
            onChange={(rate) => change({ rate })}
          />
          <TextField
            label={t("rows.categories")}
            hint={t("categoriesHint")}
            value={tax.categories}
            problem={at(`${path}[${index}].categories`)}
            onChange={(categories) => change({ categories })}
          />
          <ChoiceField
            label={t("rows.service")}
            value={tax.service}
            problem={at(`${path}[${index}].service`)}
            choices={services}
            onChange={(service) => change({ service })}
          />
        </div>
      )}
    </RowList>
  );
}

/** The discounts that tills offer by name. */
export function DiscountRows({ label, path, value, at, onChange }: Rows<DiscountDraft>) {
  const t = useTranslations("office.settings");
  return (
    <RowList
      label={label}
      value={value}
      onChange={onChange}
      add={t("addDiscount")}
      nameOf={(discount) => discount.name}
      blank={() => ({ key: newId(), id: "", name: "", type: "percentage", value: "", needsApproval: false })}
    >
      {(discount, index, change) => (
        <>
          <div className={styles.pair}>
            <TextField
              label={t("rows.name")}
              value={discount.name}
              problem={at(`${path}[${index}].name`)}
              onChange={(name) => change({ name })}
            />
            <ChoiceField
              label={t("rows.type")}
              value={discount.type}
              choices={["percentage", "fixed"].map((type) => ({ value: type, text: t(`choices.${type}`) }))}
              onChange={(type) => change({ type })}
            />
            <TextField
              label={t("rows.value")}
              inputMode="decimal"
              value={discount.value}
              problem={at(`${path}[${index}].value`)}
              onChange={(next) => change({ value: next })}
            />
          </div>
          <CheckField
            label={t("rows.needsApproval")}
            value={discount.needsApproval}
            onChange={(needsApproval) => change({ needsApproval })}
          />
        </>
      )}
    </RowList>
  );
}

/** A role by its name; typed by who may not see which there are. */
function RoleField(props: { value: string; problem: string | undefined; onChange: (role: string) => void }) {
  const label = useTranslations("office.settings")("rows.role");
  const roleName = useRoleName();
  const may = useSession((state) => state.may);
  const roles = useLoad<{ roles: { name: string }[] }>(may("users.view") ? "/users/roles" : null);
  if (!roles.data) return <TextField {...props} label={label} />;
  const names = new Set([props.value, ...roles.data.roles.map((role) => role.name)]);
  return (
    <ChoiceField {...props} label={label} choices={[...names].map((name) => ({ value: name, text: roleName(name) }))} />
  );
}

/** How much off a role may give without asking. */
export function LimitRows({ label, path, value, at, onChange }: Rows<LimitDraft>) {
  const t = useTranslations("office.settings");
  const roleName = useRoleName();
  return (
    <RowList
      label={label}
      value={value}
      onChange={onChange}
      add={t("addLimit")}
      nameOf={(limit) => roleName(limit.role)}
      blank={() => ({ key: newId(), role: "", percent: "" })}
    >
      {(limit, index, change) => (
        <div className={styles.pair}>
          <RoleField value={limit.role} problem={at(`${path}[${index}].role`)} onChange={(role) => change({ role })} />
          <TextField
            label={t("rows.percent")}
            inputMode="decimal"
            value={limit.percent}
            problem={at(`${path}[${index}].percent`)}
            onChange={(percent) => change({ percent })}
          />
        </div>
      )}
    </RowList>
  );
}

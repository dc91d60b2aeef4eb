import { type ReactNode, useId } from "react";
import { useTranslations } from "use-intl";
import { addDays, useCafe } from "../data/cafe";
import { changeQuery, useRoute } from "../router/router";
import styles from "./office.module.css";

interface Common {
  label: string;
  /** What the server says about it. */
  problem?: string | undefined;
  hint?: string | undefined;
  required?: boolean;
  disabled?: boolean;
}

function Frame({ label, problem, hint, id, children }: Common & { id: string; children: ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint && (
        <span id={`${id}h`} className={styles.quiet}>
          {hint}
        </span>
      )}
      {problem && (
        <span id={`${id}p`} className={styles.fault}>
          {problem}
        </span>
      )}
    </div>
  );
}

const described = (id: string, { problem, hint }: Common) => ({
  "aria-invalid": problem ? true : undefined,
  "aria-describedby": [hint ? `${id}h` : "", problem ? `${id}p` : ""].filter(Boolean).join(" ") || undefined,
});

/** A line of text with its label and what is wrong with it. */
export function TextField(
  props: Common & {
    value: string;
    onChange: (value: string) => void;
    type?: "text" | "email" | "password" | "search" | "date" | "time" | "datetime-local";
    inputMode?: "decimal" | "numeric" | "text";
    autoComplete?: string;
    maxLength?: number;
  },
) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <input
        id={id}
        type={props.type ?? "text"}
        value={props.value}
        inputMode={props.inputMode}
        autoComplete={props.autoComplete ?? "off"}
        maxLength={props.maxLength}
        required={props.required}
        disabled={props.disabled}
        {...described(id, props)}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Frame>
  );
}

/** Several lines of text. */
export function AreaField(props: Common & { value: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <textarea
        id={id}
        rows={3}
        value={props.value}
        disabled={props.disabled}
        {...described(id, props)}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </Frame>
  );
}

/** One of a list. */
export function ChoiceField(
  props: Common & {
    value: string;
    onChange: (value: string) => void;
    choices: readonly { value: string; text: string }[];
  },
) {
  const id = useId();
  return (
    <Frame {...props} id={id}>
      <select
        id={id}
        value={props.value}
        disabled={props.disabled}
        {...described(id, props)}
        onChange={(event) => props.onChange(event.target.value)}
      >
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.text}
          </option>
        ))}
      </select>
    </Frame>
  );
}

/** Yes or no. */
export function CheckField({
  label,
  value,
  onChange,
  disabled,
  problem,
}: Common & { value: boolean; onChange: (value: boolean) => void }) {
  return (
    <div>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={value}
          disabled={disabled}
          aria-invalid={problem ? true : undefined}
          onChange={(event) => onChange(event.target.checked)}
        />
        {label}
      </label>
      {problem && <span className={styles.fault}>{problem}</span>}
    </div>
  );
}

/** The range of days in the address (`from`, `to`); today where nothing is said. */
export function useDays(): { from: string; to: string } {
  const { query } = useRoute();
  const { today } = useCafe();
  const day = (text: string | undefined) => (text && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : undefined);
  const to = day(query.to) ?? today;
  const from = day(query.from) ?? to;
  return from <= to ? { from, to } : { from: to, to: from };
}

/** Chooses the range of days: by two dates or at one touch. */
export function DayRange() {
  const t = useTranslations("office.parts");
  const { today } = useCafe();
  const { from, to } = useDays();
  const ranges = [
    { key: "today", from: today, to: today },
    { key: "yesterday", from: addDays(today, -1), to: addDays(today, -1) },
    { key: "week", from: addDays(today, -6), to: today },
    { key: "month", from: `${today.slice(0, 8)}01`, to: today },
  ];
  return (
    <>
      <TextField
        label={t("from")}
        type="date"
        value={from}
        onChange={(value) => changeQuery({ from: value, to, offset: undefined })}
      />
      <TextField
        label={t("to")}
        type="date"
        value={to}
        onChange={(value) => changeQuery({ from, to: value, offset: undefined })}
      />
      <ChoiceField
        label={t("range")}
        value={ranges.find((range) => range.from === from && range.to === to)?.key ?? ""}
        onChange={(key) => {
          const range = ranges.find((entry) => entry.key === key);
          if (range) changeQuery({ from: range.from, to: range.to, offset: undefined });
        }}
        choices={[
          { value: "", text: t("ranges.own") },
          ...ranges.map((range) => ({ value: range.key, text: t(`ranges.${range.key}`) })),
        ]}
      />
    </>
  );
}

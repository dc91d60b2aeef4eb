import { type ReactNode, useEffect, useId, useRef } from "react";
import { useTranslations } from "use-intl";
import { ApiError } from "../../shared/api/client";
import { useProblem } from "../../shared/ui/useProblem";
import { missingPermission } from "../data/fields";
import type { Act } from "../data/useAct";
import type { Loaded } from "../data/useLoad";
import styles from "./office.module.css";

/** A screen: its heading, what can be done at once, and what is on it. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <h1>{title}</h1>
        {actions && <div className={styles.inline}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A framed part of a screen under its own heading. */
export function Card({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={styles.card}>
      <div className={styles.head}>
        <h2>{title}</h2>
        {actions}
      </div>
      {children}
    </div>
  );
}

/** The words for what went wrong; a refusal names the right that is missing. Always there, so that it is read out. */
export function Problem({ of, retry }: { of: unknown; retry?: () => void }) {
  const t = useTranslations("office.parts");
  const words = useProblem();
  const permission = of instanceof ApiError && of.status === 403 ? missingPermission(of.details) : undefined;
  return (
    <div role="alert" className={of ? "problem" : "visually-hidden"}>
      {of ? (
        <>
          {permission ? t("forbidden", { permission }) : words(of)}{" "}
          {retry && (
            <button type="button" className="button" onClick={retry}>
              {t("retry")}
            </button>
          )}
        </>
      ) : null}
    </div>
  );
}

/** The end of a form: what went wrong, what else can be done with it, and the button that sends it. */
export function FormEnd({
  act,
  text,
  danger,
  disabled,
  children,
}: {
  act: Act;
  text: string;
  danger?: boolean;
  disabled?: boolean;
  children?: ReactNode;
}) {
  return (
    <>
      <Problem of={act.problem} />
      <div className={styles.end}>
        {children}
        <button type="submit" className={`button ${danger ? "danger" : "primary"}`} disabled={act.busy || disabled}>
          {text}
        </button>
      </div>
    </>
  );
}

/** Shows what was loaded, or that it loads, or why it did not. What other parameters gave is dim until it is replaced. */
export function Show<Data>({ of, children }: { of: Loaded<Data>; children: (data: Data) => ReactNode }) {
  const t = useTranslations("office.parts");
  return (
    <>
      <Problem of={of.problem} retry={of.reload} />
      {(of.data === null ? !of.problem : of.stale) && (
        <p className={of.stale ? "visually-hidden" : "hint"} role="status">
          {t("loading")}
        </p>
      )}
      {of.data !== null && (
        <div className={`${styles.shown} ${of.stale ? styles.stale : ""}`} aria-busy={of.stale}>
          {children(of.data)}
        </div>
      )}
    </>
  );
}

/** Says that there is nothing, and what to do about it. */
export function Empty({ children }: { children: ReactNode }) {
  return <div className={styles.empty}>{children}</div>;
}

/** A table that scrolls sideways where it must, also by keyboard. `head` are the columns; one that ends with ">" holds numbers. */
export function Table({
  label,
  head,
  children,
  foot,
}: {
  label: string;
  head: readonly (string | { text: string; className: string | undefined })[];
  children: ReactNode;
  foot?: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{label}</caption>
        <thead>
          <tr>
            {head.map((column) => {
              const { text, className } = typeof column === "string" ? { text: column, className: undefined } : column;
              return (
                <th key={text} scope="col" className={className}>
                  {text}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>{children}</tbody>
        {foot && <tfoot>{foot}</tfoot>}
      </table>
    </section>
  );
}

/** A column of numbers, and one that a phone leaves out. */
export const numbers = (text: string) => ({ text, className: styles.number });
export const wide = (text: string) => ({ text, className: styles.wide });
export const wideNumbers = (text: string) => ({ text, className: `${styles.wide} ${styles.number}` });

/** A small mark with words. */
export function Badge({ tone, children }: { tone?: "good" | "warn" | "bad" | undefined; children: ReactNode }) {
  return <span className={`${styles.badge} ${tone ? styles[tone] : ""}`}>{children}</span>;
}

/** A dialog over the page; Escape and the button close it. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const t = useTranslations("shared");
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    dialog?.showModal();
    // Whoever has a keyboard types at once; on a touch screen the keyboard would cover the dialog.
    if (matchMedia("(pointer: fine)").matches) dialog?.querySelector<HTMLElement>("input, select, textarea")?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className={styles.dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        if (event.target !== ref.current) return; // a file chooser within says cancel, too
        event.preventDefault();
        onClose();
      }}
    >
      <div>
        <div className={styles.head}>
          <h2 id={id}>{title}</h2>
          <button type="button" className="button" onClick={onClose}>
            {t("close")}
          </button>
        </div>
        {children}
      </div>
    </dialog>
  );
}

/** The views of an area, as links. */
export function Views({
  label,
  views,
  now,
}: {
  label: string;
  views: readonly { key: string; text: string; href: string }[];
  now: string;
}) {
  return (
    <nav className={styles.views} aria-label={label}>
      {views.map((view) => (
        <a key={view.key} href={view.href} aria-current={view.key === now ? "page" : undefined}>
          {view.text}
        </a>
      ))}
    </nav>
  );
}

/** What was just done, read out. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={children ? styles.done : "visually-hidden"}>
      {children}
    </p>
  );
}

/** The button below a list that has more. */
export function More({ more, busy }: { more: (() => void) | null; busy: boolean }) {
  const t = useTranslations("office.parts");
  if (!more) return null;
  return (
    <button type="button" className="button" disabled={busy} onClick={more}>
      {t("more")}
    </button>
  );
}

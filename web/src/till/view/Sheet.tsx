import { type ReactNode, useId, useLayoutEffect, useRef } from "react";
import { useTranslations } from "use-intl";
import { useTill } from "../store";
import styles from "./Sheet.module.css";
import { useSellProblem } from "./useSellProblem";

/** What was scanned meanwhile: it went onto the order, or not. */
function Scanned() {
  const t = useTranslations("till");
  const added = useTill((state) => state.added);
  const problem = useSellProblem();
  return (
    <>
      <p aria-live="polite" className={added ? styles.scanned : "visually-hidden"}>
        {added && t("added", { name: added })}
      </p>
      <Problem text={problem} />
    </>
  );
}

/** A dialog over the sell screen. Escape and the close button leave it. */
export function Sheet({
  title,
  onClose,
  wide = false,
  children,
}: {
  title: string;
  onClose: () => void;
  wide?: boolean;
  children: ReactNode;
}) {
  const t = useTranslations("shared");
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before the page paints, and closed before it goes: so the focus returns to where it was.
  useLayoutEffect(() => {
    const element = dialog.current;
    if (element && !element.open) element.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={`${styles.sheet} ${wide ? styles.wide : ""}`}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <h2 id={id}>{title}</h2>
        <button type="button" className="button" onClick={onClose}>
          {t("close")}
        </button>
      </header>
      <div className={styles.body}>
        <Scanned />
        {children}
      </div>
    </dialog>
  );
}

/** What went wrong within a sheet. */
export function Problem({ text }: { text: string }) {
  return (
    <p role="alert" className={text ? "problem" : "visually-hidden"}>
      {text}
    </p>
  );
}

import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { loadText } from "../data/files";
import styles from "./office.module.css";
import { Dialog, Problem } from "./parts";

/** Shows a page that the server made for paper, in a frame that can run nothing and reach nothing. */
export function PaperDialog({
  title,
  path,
  onClose,
  children,
}: {
  title: string;
  path: string;
  onClose: () => void;
  children?: ReactNode;
}) {
  const t = useTranslations("office.parts");
  const [html, setHtml] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    loadText(path).then(
      (text) => current && setHtml(text),
      (error: unknown) => current && setProblem(error),
    );
    return () => {
      current = false;
    };
  }, [path]);
  return (
    <Dialog title={title} onClose={onClose}>
      <Problem of={problem} />
      {html === null && !problem && <p className="hint">{t("loading")}</p>}
      {html !== null && <iframe className={styles.paper} title={title} sandbox="" srcDoc={html} />}
      {children}
    </Dialog>
  );
}

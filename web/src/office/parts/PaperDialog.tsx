import { type ReactNode, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { loadText } from "../data/files";
import styles from "./office.module.css";
import { Dialog, Problem } from "./parts";

/** Takes the style sheet out of a page. The app's Content-Security-Policy holds in the frame, too, and lets no page bring
 * styles within itself; a sheet that the app itself hands over may be used. */
export function withoutStyle(html: string): { html: string; css: string } {
  const css: string[] = [];
  const rest = html.replace(/<style>([\s\S]*?)<\/style>/g, (_, text: string) => {
    css.push(text);
    return "";
  });
  return { html: rest, css: css.join("\n") };
}

function dress(frame: HTMLIFrameElement, css: string): void {
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return;
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(css);
  view.document.adoptedStyleSheets = [sheet];
}

/** Shows a page that the server made for paper, in a frame that can run nothing. */
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
  const [paper, setPaper] = useState<{ html: string; css: string } | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  useEffect(() => {
    let current = true;
    loadText(path).then(
      (text) => current && setPaper(withoutStyle(text)),
      (error: unknown) => current && setProblem(error),
    );
    return () => {
      current = false;
    };
  }, [path]);
  return (
    <Dialog title={title} onClose={onClose}>
      <Problem of={problem} />
      {paper === null && !problem && <p className="hint">{t("loading")}</p>}
      {paper !== null && (
        <iframe
          className={styles.paper}
          title={title}
          sandbox="allow-same-origin"
          srcDoc={paper.html}
          onLoad={(event) => dress(event.currentTarget, paper.css)}
        />
      )}
      {children}
    </Dialog>
  );
}

import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Messages } from "./i18n/i18n";
import "./ui/base.css";
import { applyTheme, chosenTheme, type Theme } from "./ui/theme";

/** Starts a page of the app with the messages of "shared" and its own part. */
export function start(part: string, page: ReactNode, theme: Theme = "system"): void {
  applyTheme(chosenTheme(theme));
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  createRoot(root).render(
    <StrictMode>
      <Messages parts={["shared", part]}>{page}</Messages>
    </StrictMode>,
  );
}

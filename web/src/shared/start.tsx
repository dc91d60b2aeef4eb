import { type ReactNode, StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Messages } from "./i18n/i18n";
import { openSession, type PinKeeper } from "./session";
import "./ui/base.css";
import { applyTheme, chosenTheme, type Theme } from "./ui/theme";

interface Wishes {
  /** Where nobody has chosen one. */
  theme?: Theme;
  /** Whether whoever signs in by password stays so for weeks. */
  remember?: boolean;
  /** Opens the page by PIN while the server is away. */
  pins?: PinKeeper | null;
}

/** Starts a page of the app with its own session, and the messages of "shared" and its part. */
export function start(
  part: string,
  page: ReactNode,
  { theme = "system", remember = false, pins = null }: Wishes = {},
): void {
  openSession(part, remember, pins);
  applyTheme(chosenTheme(theme));
  const root = document.getElementById("root");
  if (!root) throw new Error("the page has no root");
  createRoot(root).render(
    <StrictMode>
      <Messages parts={["shared", part]}>{page}</Messages>
    </StrictMode>,
  );
}

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";
import { type AbstractIntlMessages, IntlProvider } from "use-intl";

/** The languages there are; each has a folder in locales/. English is the schema of the others. */
export const languages = ["en", "de", "fr", "es"] as const;
export type Language = (typeof languages)[number];
export const languageNames: Record<Language, string> = { en: "English", de: "Deutsch", fr: "Français", es: "Español" };

const storageKey = "cafepos.language";
const rightToLeft = new Set(["ar", "he", "fa", "ur"]);

function chosenLanguage(): Language {
  const known = (wanted: string | null | undefined) =>
    languages.find((language) => language === wanted?.slice(0, 2).toLowerCase());
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(storageKey);
  } catch {
    // Private mode: the browser's language.
  }
  return known(kept) ?? known(navigator.language) ?? "en";
}

const files = import.meta.glob<{ default: AbstractIntlMessages }>("../../../locales/*/*.json");

async function load(language: Language, parts: readonly string[]): Promise<AbstractIntlMessages> {
  const messages: AbstractIntlMessages = {};
  for (const part of parts) {
    const file = files[`../../../locales/${language}/${part}.json`];
    if (!file) throw new Error(`no messages ${language}/${part}`);
    messages[part] = (await file()).default;
  }
  return messages;
}

const LanguageContext = createContext<{ language: Language; choose: (language: Language) => void }>({
  language: "en",
  choose: () => undefined,
});
export const useLanguage = () => useContext(LanguageContext);

/** Gives what is inside the messages of these parts ("shared" and the app's own) in the chosen language; nothing until loaded. */
export function Messages({ parts, children }: { parts: readonly string[]; children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(chosenLanguage);
  const [messages, setMessages] = useState<AbstractIntlMessages | null>(null);
  const wanted = parts.join();
  useEffect(() => {
    let current = true;
    void load(language, wanted.split(",")).then((loaded) => {
      if (!current) return;
      document.documentElement.lang = language;
      document.documentElement.dir = rightToLeft.has(language) ? "rtl" : "ltr";
      setMessages(loaded);
    });
    return () => {
      current = false;
    };
  }, [language, wanted]);
  const context = useMemo(() => {
    const choose = (next: Language) => {
      try {
        localStorage.setItem(storageKey, next);
      } catch {
        // Kept until this page is left.
      }
      setLanguage(next);
    };
    return { language, choose };
  }, [language]);
  if (!messages) return null;
  return (
    <LanguageContext.Provider value={context}>
      <IntlProvider locale={language} messages={messages} timeZone={Intl.DateTimeFormat().resolvedOptions().timeZone}>
        {children}
      </IntlProvider>
    </LanguageContext.Provider>
  );
}

import { languageNames, languages, useLanguage } from "../i18n/i18n";

/** A button for each language, named in itself; for a fieldset. */
export function LanguageChoice() {
  const { language, choose } = useLanguage();
  return languages.map((code) => (
    <button
      key={code}
      type="button"
      className="button"
      lang={code}
      aria-pressed={code === language}
      onClick={() => choose(code)}
    >
      {languageNames[code]}
    </button>
  ));
}

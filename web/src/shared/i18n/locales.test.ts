import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import german from "../../../locales/de/office.json";
import english from "../../../locales/en/office.json";
import spanish from "../../../locales/es/office.json";
import french from "../../../locales/fr/office.json";

// Sie, usted: what the screens say of themselves. What a browser says stands in quotation marks.
const familiar = {
  de: /(^|[.:;!?] )(Wähle|Lege|Füge|Suche|Tippe|Frag|Öffne) |\b([Dd]u|dir|dich|[Dd]ein[emnrs]*)\b/,
  es: /(^|[.:;!?] )(Elige|Pide|Escribe|Añade|Busca) |\b([Tt]ú|[Tt]us?|ti|[Pp]uedes|tienes|tenías)\b/,
};
const quoted = /„[^“]*“|«[^»]*»/g;

it.each(["de", "es"] as const)("addresses people in one way in %s", (language) => {
  const folder = `locales/${language}`;
  const said = readdirSync(folder).flatMap((file) => readFileSync(`${folder}/${file}`, "utf8").split("\n"));
  expect(said.length).toBeGreaterThan(1000);
  const texts = said.map((line) => line.replace(/^\s*"[^"]*": "?/, "").replace(quoted, ""));
  expect(texts.filter((text) => familiar[language].test(text))).toEqual([]);
});

it("says that receipts can be printed again for minutes, as the server counts", () => {
  for (const { settings } of [english, german, french, spanish]) {
    expect(settings.fields.receipts.reprint).toMatch(/^minut/i);
  }
});

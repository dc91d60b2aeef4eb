import { act } from "react";
import { createRoot } from "react-dom/client";
import { type AbstractIntlMessages, IntlProvider } from "use-intl";
import { expect, it, vi } from "vitest";
import { ApiError } from "../api/client";
import { type Language, languages } from "../i18n/i18n";
import { messagesOf } from "../testServer";
import { useProblem } from "./useProblem";

function Said({ error }: { error: ApiError }) {
  return <p>{useProblem()(error)}</p>;
}

/** What a screen in this language says of it. */
async function said(language: Language, error: ApiError): Promise<string> {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const shared = messagesOf<AbstractIntlMessages>(language, "shared");
  const place = document.createElement("div");
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <IntlProvider locale={language} timeZone="UTC" messages={{ shared }}>
        <Said error={error} />
      </IntlProvider>,
    ),
  );
  const text = place.textContent ?? "";
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
  return text;
}

const refusal = (status: number, code: string, field: string, reason: string, message: string) =>
  new ApiError(status, code, message, [{ field, code: reason, message }], {});

it("says what is about no field in the language of the screen, and without a field's name", async () => {
  const voided = refusal(409, "CONFLICT", "", "voided", "This order has already been voided");
  expect(await said("en", voided)).toBe("This order has already been voided");
  expect(await said("de", voided)).toBe("Diese Bestellung ist storniert.");
  expect(await said("fr", voided)).toBe("Cette commande est annulée.");
  expect(await said("es", voided)).toBe("Este pedido está anulado.");
  const open = refusal(409, "CONFLICT", "", "drawer_open", "A drawer is open at Theke; close it first");
  expect(await said("de", open)).toBe("Bei Theke ist schon eine Lade offen: bitte zuerst abschließen.");
});

it("says a reason that it does not know in the server's words", async () => {
  const strange = refusal(409, "CONFLICT", "", "nobody_foresaw_it", "The moon is full");
  for (const language of languages) expect(await said(language, strange)).toBe("The moon is full");
});

it("says no path of the API to people who read English", async () => {
  const rate = "pos.taxes[2].rate must be a number";
  expect(await said("en", refusal(400, "VALIDATION_ERROR", "pos.taxes[2].rate", "type", rate))).toBe(
    "Rate (3): Must be a number",
  );
  const reason = refusal(400, "VALIDATION_ERROR", "reason", "required", "reason is required");
  expect(await said("en", reason)).toBe("Reason: Is required");
  const own = refusal(422, "VALIDATION_ERROR", "password", "common", "Password must not be one that everybody tries");
  expect(await said("en", own)).toBe("Password must not be one that everybody tries");
});

it("names the field where one is at fault", async () => {
  const calories = "Calories must be a whole number from 0 to 99999";
  expect(await said("de", refusal(422, "VALIDATION_ERROR", "calories", "range", calories))).toBe(
    "Kalorien: Von 0 bis 99999.",
  );
});

import { act } from "react";
import { createRoot } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { expect, it, vi } from "vitest";
import german from "../../../locales/de/office.json";
import office from "../../../locales/en/office.json";
import shared from "../../../locales/en/shared.json";
import { type Health, HealthLights } from "./HealthLights";

/** As GET /health names them. */
const services = {
  database: "connected",
  printer: "ready",
  email: "mock",
  disk: "ok",
  backups: "off",
  tls: "off",
  journal: "ok",
};

/** What the lights show. */
async function shown(data: Health, locale: string, messages: typeof office): Promise<(string | null)[]> {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const health = { data, stale: false, problem: null, loading: false, reload: () => undefined };
  const place = document.createElement("div");
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <IntlProvider locale={locale} timeZone="UTC" messages={{ office: messages, shared }}>
        <HealthLights health={health} />
      </IntlProvider>,
    ),
  );
  const rows = [...place.querySelectorAll("li")].map((row) => row.textContent);
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
  return rows;
}

it("names every part of the house, and what is off for each", async () => {
  const rows = await shown({ status: "healthy", version: "1", waitingWrites: 0, services, problems: [] }, "en", office);
  const { services: names, off } = office.health;
  expect(Object.keys(names)).toEqual(expect.arrayContaining(Object.keys(services)));
  expect(rows).toContain(`${names.backups}${off.backups}`);
  expect(rows).toContain(`${names.tls}${off.tls}`);
  expect(rows).toContain(`${names.journal}${office.health.states.ok}`);
});

it("says what is wrong in the person's language, and in the server's words where we have none", async () => {
  const ill = { ...services, printer: "error", email: "error", disk: "error", journal: "error" };
  const problems = [
    {
      service: "printer",
      message: "the printer does not answer; Bar: Connection refused; Hall: the printer does not answer",
    },
    { service: "email", message: "the mail server cannot be reached" },
    { service: "disk", message: "the disk is nearly full" },
    { service: "journal", message: "the journal ends with entry 900" },
  ];
  const rows = await shown(
    { status: "degraded", version: "1", waitingWrites: 0, services: ill, problems },
    "de",
    german as typeof office,
  );
  const { services: names, states } = german.health;
  const silent = german.alert.trouble.silent;
  expect(rows).toContain(`${names.printer} ${silent}; Bar: Connection refused; Hall: ${silent}${states.error}`);
  expect(rows).toContain(`${names.email} ${german.alert.trouble.mailUnreachable}${states.error}`);
  expect(rows).toContain(`${names.disk} ${german.alert.trouble.diskNearlyFull}${states.error}`);
  expect(rows).toContain(`${names.journal} the journal ends with entry 900${states.error}`);
});

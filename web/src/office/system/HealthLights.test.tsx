import { act } from "react";
import { createRoot } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { expect, it, vi } from "vitest";
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

it("names every part of the house, and what is off for each", async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  const data: Health = { status: "healthy", version: "1", waitingWrites: 0, services, problems: [] };
  const health = { data, stale: false, problem: null, loading: false, reload: () => undefined };
  const place = document.createElement("div");
  const root = createRoot(place);
  await act(async () =>
    root.render(
      <IntlProvider locale="en" timeZone="UTC" messages={{ office, shared }}>
        <HealthLights health={health} />
      </IntlProvider>,
    ),
  );
  const rows = [...place.querySelectorAll("li")].map((row) => row.textContent);
  const { services: names, off } = office.health;
  expect(Object.keys(names)).toEqual(expect.arrayContaining(Object.keys(services)));
  expect(rows).toContain(`${names.backups}${off.backups}`);
  expect(rows).toContain(`${names.tls}${off.tls}`);
  expect(rows).toContain(`${names.journal}${office.health.states.ok}`);
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

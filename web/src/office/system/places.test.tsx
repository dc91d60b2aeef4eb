import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import office from "../../../locales/en/office.json";
import shared from "../../../locales/en/shared.json";
import { go } from "../router/router";
import { MailQueue } from "./MailQueue";
import { PrintJobs } from "./PrintJobs";

const total = 120;
let root: Root;
let place: HTMLElement;

const settle = (work: () => void) =>
  act(async () => {
    work();
    await new Promise((resolve) => setTimeout(resolve, 10));
  });
const turn = (name: string) =>
  settle(() => [...place.querySelectorAll("button")].find((button) => button.textContent === name)?.click());
const names = () => [...place.querySelectorAll("tbody tr")].map((row) => row.querySelectorAll("td")[0]?.textContent);

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal("fetch", async (path: string) => {
    const asked = new URLSearchParams(path.split("?")[1]);
    const offset = Number(asked.get("offset"));
    const count = Math.max(0, Math.min(Number(asked.get("limit")), total - offset));
    const rows = Array.from({ length: count }, (_, index) => {
      const id = String(offset + index);
      return { id, kind: `job ${id}`, recipient: `job ${id}`, subject: "", status: "sent", createdAt: "2026-11-26" };
    });
    return new Response(JSON.stringify({ success: true, data: { printJobs: rows, mails: rows } }));
  });
  place = document.createElement("div");
  root = createRoot(place);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

it.each([
  ["print jobs", <PrintJobs key="prints" />],
  ["mails", <MailQueue key="mails" />],
])("reaches all %s, page by page", async (_, screen) => {
  await settle(() => go("#/system"));
  await settle(() =>
    root.render(
      <IntlProvider locale="en" messages={{ office, shared }} timeZone="UTC">
        {screen}
      </IntlProvider>,
    ),
  );
  const seen = names();
  await turn("Older");
  seen.push(...names());
  await turn("Older");
  seen.push(...names());
  expect(seen).toEqual(Array.from({ length: total }, (_row, index) => `job ${index}`));
  expect(place.textContent).not.toContain("Older");
  await turn("Newer");
  expect(names()[0]).toBe("job 50");
});

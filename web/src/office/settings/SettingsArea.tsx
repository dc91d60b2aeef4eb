import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useLoad } from "../data/useLoad";
import { Done, Page, Show, Views } from "../parts/parts";
import { useRoute } from "../router/router";
import { type PageName, pages } from "./model";
import { Printers } from "./Printers";
import { SettingsForm } from "./SettingsForm";
import { Stations } from "./Stations";
import { TestMail } from "./TestMail";
import { Tills } from "./Tills";
import type { Settings } from "./wire";

const names = Object.keys(pages) as PageName[];

/** How the café works: its settings by page, its tills, printers and stations. */
export function SettingsArea() {
  const t = useTranslations("office.settings");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const { path } = useRoute();
  const [saved, setSaved] = useState("");
  const settings = useLoad<Settings>("/settings");
  const open = [
    ...names,
    ...(may("drawers.view") ? (["tills"] as const) : []),
    ...(may("receipts.print") ? (["printers"] as const) : []),
    ...(may("kitchen.view") ? (["stations"] as const) : []),
  ];
  const view = open.find((name) => name === path[1]) ?? "cafe";
  const page = names.find((name) => name === view);
  return (
    <>
      <Views
        label={parts("views")}
        views={open.map((key) => ({ key, text: t(`pages.${key}`), href: `#/settings/${key}` }))}
        now={view}
      />
      {page && (
        <Page title={t(`pages.${page}`)}>
          <Done>{saved === view ? parts("saved") : ""}</Done>
          <Show of={settings}>
            {(found) => (
              <SettingsForm
                key={page}
                settings={found}
                specs={pages[page]}
                onTouch={() => setSaved("")}
                onSaved={() => {
                  setSaved(view);
                  settings.reload();
                }}
              />
            )}
          </Show>
          {page === "mail" && may("reports.send_email") && <TestMail />}
        </Page>
      )}
      {view === "tills" && <Tills />}
      {view === "printers" && <Printers />}
      {view === "stations" && <Stations />}
    </>
  );
}

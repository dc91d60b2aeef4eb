import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { changesOf, listed } from "../data/fields";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Dialog, Empty, FormEnd, Page, Show, Table } from "../parts/parts";
import type { Printer } from "./PrinterDialog";

interface Station {
  id: string;
  name: string;
  printerId: string | null;
  categories: string[];
  sortOrder: number;
  active: boolean;
}

function StationDialog({
  station,
  onClose,
  onDone,
}: {
  station: Station | null;
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("office.settings");
  const save = useTranslations("office.parts")("save");
  const act = useAct();
  const printers = useLoad<{ printers: Printer[] }>("/printers");
  const [before] = useState({
    name: station?.name ?? "",
    categories: station?.categories.join(", ") ?? "",
    printerId: station?.printerId ?? "",
    active: station?.active ?? true,
  });
  const [draft, setDraft] = useState(before);
  const field = (name: "name" | "categories" | "printerId") => ({
    value: draft[name],
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const bodyOf = (of: typeof draft) => ({
      ...of,
      categories: listed(of.categories),
      printerId: of.printerId || null,
    });
    const body = bodyOf(draft);
    if (
      await act.run((key) =>
        station
          ? api.put(`/stations/${station.id}`, changesOf(body, bodyOf(before)))
          : api.post("/stations", body, { key }),
      )
    )
      onDone();
  };
  return (
    <Dialog title={station?.name ?? t("newStation")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField {...field("name")} label={t("rows.name")} required />
        <TextField {...field("categories")} label={t("rows.categories")} hint={t("listHint")} />
        <ChoiceField
          {...field("printerId")}
          label={t("stationPrinter")}
          choices={[
            { value: "", text: t("noPrinter") },
            ...(printers.data?.printers.map((printer) => ({ value: printer.id, text: printer.name })) ?? []),
          ]}
        />
        <CheckField
          label={t("stationActive")}
          value={draft.active}
          onChange={(active) => setDraft({ ...draft, active })}
        />
        <FormEnd act={act} text={save} />
      </form>
    </Dialog>
  );
}

/** Where the menu is made. */
export function Stations() {
  const t = useTranslations("office.settings");
  const edit = useTranslations("office.parts")("edit");
  const may = useSession((state) => state.may);
  const stations = useLoad<{ stations: Station[] }>("/stations");
  const [open, setOpen] = useState<Station | "new" | null>(null);
  const add = may("kitchen.manage") && (
    <button type="button" className="button primary" onClick={() => setOpen("new")}>
      {t("newStation")}
    </button>
  );
  return (
    <Page title={t("pages.stations")} actions={add}>
      <Show of={stations}>
        {({ stations: list }) =>
          list.length === 0 ? (
            <Empty>{t("noStations")}</Empty>
          ) : (
            <Table label={t("pages.stations")} head={[t("rows.name"), t("rows.categories"), t("change")]}>
              {list.map((station) => (
                <tr key={station.id}>
                  <th scope="row">
                    {station.name} {!station.active && <Badge>{t("switchedOff")}</Badge>}
                  </th>
                  <td>{station.categories.join(", ")}</td>
                  <td>
                    {may("kitchen.manage") && (
                      <button
                        type="button"
                        className="button"
                        aria-label={t("editOf", { name: station.name })}
                        onClick={() => setOpen(station)}
                      >
                        {edit}
                      </button>
                    )}
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
      {open !== null && (
        <StationDialog
          station={open === "new" ? null : open}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            stations.reload();
          }}
        />
      )}
    </Page>
  );
}

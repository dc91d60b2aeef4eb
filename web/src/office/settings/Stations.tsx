import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { listed } from "../data/fields";
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
  const [name, setName] = useState(station?.name ?? "");
  const [categories, setCategories] = useState(station?.categories.join(", ") ?? "");
  const [printerId, setPrinterId] = useState(station?.printerId ?? "");
  const [active, setActive] = useState(station?.active ?? true);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      name,
      categories: listed(categories),
      printerId: printerId || null,
      active,
    };
    if (
      await act.run((key) =>
        station ? api.put(`/stations/${station.id}`, body) : api.post("/stations", body, { key }),
      )
    )
      onDone();
  };
  return (
    <Dialog title={station?.name ?? t("newStation")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t("rows.name")} value={name} onChange={setName} required problem={act.at("name")} />
        <TextField
          label={t("rows.categories")}
          hint={t("listHint")}
          value={categories}
          onChange={setCategories}
          problem={act.at("categories")}
        />
        <ChoiceField
          label={t("stationPrinter")}
          value={printerId}
          onChange={setPrinterId}
          problem={act.at("printerId")}
          choices={[
            { value: "", text: t("noPrinter") },
            ...(printers.data?.printers.map((printer) => ({ value: printer.id, text: printer.name })) ?? []),
          ]}
        />
        <CheckField label={t("stationActive")} value={active} onChange={setActive} />
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

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { changesOf } from "../data/fields";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Badge, Dialog, Empty, FormEnd, Page, Show, Table } from "../parts/parts";
import type { Printer } from "./PrinterDialog";

interface Till {
  id: string;
  name: string;
  printerId: string | null;
  active: boolean;
}

interface TillDialogProps {
  till: Till | null;
  printers: readonly Printer[];
  onClose: () => void;
  onDone: () => void;
}

function TillDialog({ till, printers, onClose, onDone }: TillDialogProps) {
  const t = useTranslations("office.settings");
  const save = useTranslations("office.parts")("save");
  const act = useAct();
  const [before] = useState({
    name: till?.name ?? "",
    printerId: till?.printerId ?? "",
    active: till?.active ?? true,
  });
  const [draft, setDraft] = useState(before);
  const field = (name: "name" | "printerId") => ({
    value: draft[name],
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const bodyOf = (of: typeof draft) => ({ ...of, name: of.name.trim(), printerId: of.printerId || null });
    const body = bodyOf(draft);
    const sent = (key: string) =>
      till ? api.put(`/tills/${till.id}`, changesOf(body, bodyOf(before))) : api.post("/tills", body, { key });
    if (await act.run(sent)) onDone();
  };
  return (
    <Dialog title={till?.name ?? t("newTill")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField {...field("name")} label={t("rows.name")} required />
        <ChoiceField
          {...field("printerId")}
          label={t("tillPrinter")}
          choices={[
            { value: "", text: t("firstPrinter") },
            ...printers.map((printer) => ({ value: printer.id, text: printer.name })),
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

/** Where is sold: each till has a drawer of its own, and may have a printer. */
export function Tills() {
  const t = useTranslations("office.settings");
  const edit = useTranslations("office.parts")("edit");
  const may = useSession((state) => state.may);
  const tills = useLoad<{ tills: Till[] }>("/tills");
  const printers = useLoad<{ printers: Printer[] }>(may("receipts.print") ? "/printers" : null);
  const [open, setOpen] = useState<Till | "new" | null>(null);
  const printing = printers.data?.printers ?? [];
  const printerOf = (till: Till) =>
    till.printerId ? printing.find((printer) => printer.id === till.printerId)?.name : t("firstPrinter");
  const add = may("tills.manage") && (
    <button type="button" className="button primary" onClick={() => setOpen("new")}>
      {t("newTill")}
    </button>
  );
  const row = (till: Till) => (
    <tr key={till.id}>
      <th scope="row">
        {till.name} {!till.active && <Badge>{t("switchedOff")}</Badge>}
      </th>
      <td>{printerOf(till)}</td>
      <td>
        {may("tills.manage") && (
          <button
            type="button"
            className="button"
            aria-label={t("editOf", { name: till.name })}
            onClick={() => setOpen(till)}
          >
            {edit}
          </button>
        )}
      </td>
    </tr>
  );
  return (
    <Page title={t("pages.tills")} actions={add}>
      <Show of={tills}>
        {({ tills: list }) =>
          list.length === 0 ? (
            <Empty>{t("noTills")}</Empty>
          ) : (
            <Table label={t("pages.tills")} head={[t("rows.name"), t("tillPrinter"), t("change")]}>
              {list.map(row)}
            </Table>
          )
        }
      </Show>
      {open !== null && (
        <TillDialog
          till={open === "new" ? null : open}
          printers={printing}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            tills.reload();
          }}
        />
      )}
    </Page>
  );
}

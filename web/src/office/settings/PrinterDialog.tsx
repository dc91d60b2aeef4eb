import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { wholeOr } from "../data/amount";
import { changesOf } from "../data/fields";
import { useAct } from "../data/useAct";
import { ConfirmButton } from "../parts/ConfirmButton";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";

export interface Printer {
  id: string;
  name: string;
  type: string;
  address: string;
  columns: number | null;
  codePage: string;
  drawerKick: boolean;
  fallbackPrinterId: string | null;
  active: boolean;
}

const types = ["network", "device", "file", "none"];
const codePages = ["auto", "cp1252", "cp852", "cp866", "cp437", "cp850", "cp858"];

/** A printer's name, where it is, and who prints when it cannot. */
export function PrinterDialog({
  printer,
  others,
  onClose,
  onDone,
}: {
  printer: Printer | null;
  others: readonly Printer[];
  onClose: () => void;
  onDone: () => void;
}) {
  const t = useTranslations("office.settings");
  const parts = useTranslations("office.parts");
  const act = useAct();
  const [before] = useState({
    name: printer?.name ?? "",
    type: printer?.type ?? "network",
    address: printer?.address ?? "",
    columns: printer?.columns ? String(printer.columns) : "",
    codePage: printer?.codePage ?? "auto",
    fallbackPrinterId: printer?.fallbackPrinterId ?? "",
    drawerKick: printer?.drawerKick ?? true,
    active: printer?.active ?? true,
  });
  const [draft, setDraft] = useState(before);
  const field = (name: "name" | "type" | "address" | "columns" | "codePage" | "fallbackPrinterId") => ({
    label: t(`printer.${name}`),
    value: draft[name],
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const bodyOf = (of: typeof draft) => ({
      ...of,
      columns: of.columns.trim() ? wholeOr(of.columns) : null,
      fallbackPrinterId: of.fallbackPrinterId || null,
    });
    const body = bodyOf(draft);
    if (
      await act.run((key) =>
        printer
          ? api.put(`/printers/${printer.id}`, changesOf(body, bodyOf(before)))
          : api.post("/printers", body, { key }),
      )
    )
      onDone();
  };
  const remove = async () => {
    if (printer && (await act.run(() => api.remove(`/printers/${printer.id}`)))) onDone();
  };
  return (
    <Dialog title={printer?.name ?? t("newPrinter")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <div className={styles.pair}>
          <TextField {...field("name")} required />
          <ChoiceField
            {...field("type")}
            choices={types.map((value) => ({ value, text: t(`printerTypes.${value}`) }))}
          />
          <TextField {...field("address")} hint={t("addressHint")} />
          <TextField {...field("columns")} inputMode="numeric" hint={t("columnsHint")} />
          <ChoiceField
            {...field("codePage")}
            choices={codePages.map((value) => ({ value, text: value === "auto" ? t("automatic") : value }))}
          />
          <ChoiceField
            {...field("fallbackPrinterId")}
            choices={[
              { value: "", text: t("noFallback") },
              ...others.map((other) => ({ value: other.id, text: other.name })),
            ]}
          />
        </div>
        <CheckField
          label={t("printer.drawerKick")}
          value={draft.drawerKick}
          onChange={(drawerKick) => setDraft({ ...draft, drawerKick })}
        />
        <CheckField
          label={t("printer.active")}
          value={draft.active}
          onChange={(active) => setDraft({ ...draft, active })}
        />
        <FormEnd act={act} text={parts("save")}>
          {printer && (
            <ConfirmButton
              text={parts("remove")}
              question={t("removePrinterText", { name: printer.name })}
              disabled={act.busy}
              onConfirm={() => void remove()}
            />
          )}
        </FormEnd>
      </form>
    </Dialog>
  );
}

import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useNamedFault } from "../../shared/ui/useFaults";
import { useFormat } from "../data/cafe";
import { useAct } from "../data/useAct";
import { CheckField, ChoiceField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Done, numbers, Page, Problem, Table } from "../parts/parts";
import { type ImportMapping, importFields, titlesOfFile } from "./importFile";
import type { ImportAnswer, PlannedRow } from "./wire";

const rowsShown = 200;

function Rows({ rows }: { rows: PlannedRow[] }) {
  const t = useTranslations("office.menu");
  const format = useFormat();
  const stored = rows.filter((row) => row.action === "create" || row.action === "update");
  if (stored.length === 0) return null;
  return (
    <>
      <Table label={t("importRows")} head={[numbers(t("row")), t("item"), t("importAction"), numbers(t("price"))]}>
        {stored.slice(0, rowsShown).map((row) => (
          <tr key={row.row}>
            <td className={styles.number}>{row.row}</td>
            <th scope="row">{row.size ? `${row.name} (${row.size})` : row.name}</th>
            <td>{t(`importActions.${row.action === "create" ? "create" : "update"}`)}</td>
            <td className={styles.number}>
              {row.priceBefore !== undefined && row.priceBefore !== row.price && `${format.money(row.priceBefore)} → `}
              {format.money(row.price)}
            </td>
          </tr>
        ))}
      </Table>
      {stored.length > rowsShown && <p>{t("importRowsShown", { count: rowsShown, all: stored.length })}</p>}
    </>
  );
}

function Outcome({ answer }: { answer: ImportAnswer }) {
  const t = useTranslations("office.menu");
  const faultWords = useNamedFault();
  return (
    <>
      <dl className={styles.figures}>
        {(["imported", "skipped", "errors"] as const).map((name) => (
          <div key={name} className={styles.figure}>
            <dt>{t(`importCounts.${name}`)}</dt>
            <dd>{answer[name]}</dd>
          </div>
        ))}
      </dl>
      {answer.details.length > 0 && (
        <Table label={t("importProblems")} head={[numbers(t("row")), t("item"), t("whatIsWrong")]}>
          {answer.details.map((detail) => (
            <tr key={`${detail.row} ${detail.error}`}>
              <td className={styles.number}>{detail.row}</td>
              <th scope="row">{detail.data}</th>
              <td>{faultWords({ field: detail.field ?? "", code: detail.code, message: detail.error })}</td>
            </tr>
          ))}
        </Table>
      )}
      {answer.rows && <Rows rows={answer.rows} />}
    </>
  );
}

/** Which column is what, where the server does not find it by itself. */
function Columns({
  titles,
  found,
  mapping,
  onChange,
}: {
  titles: string[];
  found: Record<string, string> | undefined;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}) {
  const t = useTranslations("office.menu");
  if (titles.length === 0) return null;
  return (
    <details>
      <summary>{t("importColumns")}</summary>
      {importFields.map((field) => (
        <ChoiceField
          key={field}
          label={t(`importFields.${field}`)}
          value={mapping[field] ?? ""}
          choices={[
            { value: "", text: found?.[field] ? t("foundColumn", { column: found[field] }) : t("findColumn") },
            ...titles.map((title) => ({ value: title, text: title })),
          ]}
          onChange={(title) => {
            const { [field]: _, ...others } = mapping;
            onChange(title ? { ...others, [field]: title } : others);
          }}
        />
      ))}
    </details>
  );
}

/** The menu from a CSV file: first a preview that stores nothing, then the import, which can be undone as a whole. */
export function ImportPage() {
  const t = useTranslations("office.menu");
  const act = useAct();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [titles, setTitles] = useState<string[]>([]);
  const [mapping, setMapping] = useState<ImportMapping>({});
  const [update, setUpdate] = useState(false);
  const [preview, setPreview] = useState<ImportAnswer | null>(null);
  const [imported, setImported] = useState<ImportAnswer | null>(null);
  const [undone, setUndone] = useState(false);
  const send = async (isPreview: boolean) => {
    if (!file) return;
    const form = new FormData();
    form.set("file", file);
    form.set("updateExisting", String(update));
    form.set("preview", String(isPreview));
    form.set("mapping", JSON.stringify(mapping));
    await act.run(async (key) => {
      const answer = await api.post<ImportAnswer>(
        "/menu_items/bulk-import",
        form,
        isPreview ? { timeoutMs: 60_000 } : { key, timeoutMs: 120_000 },
      );
      setPreview(isPreview ? answer : null);
      setImported(isPreview ? null : answer);
      setUndone(false);
    });
  };
  const undo = () =>
    act.run(async (key) => {
      await api.post(`/menu_items/imports/${imported?.importId}/undo`, {}, { key });
      setImported(null);
      setUndone(true);
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(true);
  };
  const forget = () => {
    setPreview(null);
    setImported(null);
    setUndone(false);
    act.clear();
  };
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setMapping({});
    forget();
    setTitles(chosen ? await titlesOfFile(chosen) : []);
  };
  return (
    <Page title={t("import")}>
      <p className="hint">{t("importText")}</p>
      <form className={styles.form} onSubmit={submit}>
        <div className="field">
          <label htmlFor={id}>{t("file")}</label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => void choose(event.target.files?.[0] ?? null)}
          />
        </div>
        <Columns
          titles={titles}
          found={preview?.columns}
          mapping={mapping}
          onChange={(value) => {
            setMapping(value);
            forget();
          }}
        />
        <CheckField
          label={t("updateExisting")}
          value={update}
          onChange={(value) => {
            setUpdate(value);
            forget();
          }}
        />
        <div className={styles.inline}>
          <button type="submit" className="button" disabled={!file || act.busy}>
            {t("previewImport")}
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!preview || preview.imported === 0 || act.busy}
            onClick={() => void send(false)}
          >
            {t("importNow")}
          </button>
          {imported?.importId && (
            <button type="button" className="button" disabled={act.busy} onClick={() => void undo()}>
              {t("undoImport")}
            </button>
          )}
        </div>
      </form>
      <Problem of={act.problem} />
      <Done>{preview ? t("previewOnly") : imported ? t("importedNow") : undone ? t("importUndone") : ""}</Done>
      {preview && <Outcome answer={preview} />}
      {imported && <Outcome answer={imported} />}
    </Page>
  );
}

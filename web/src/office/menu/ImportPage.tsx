import { type FormEvent, useId, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { CheckField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Done, numbers, Page, Problem, Table } from "../parts/parts";
import type { ImportAnswer } from "./wire";

function Outcome({ answer }: { answer: ImportAnswer }) {
  const t = useTranslations("office.menu");
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
              <td>{detail.error}</td>
            </tr>
          ))}
        </Table>
      )}
    </>
  );
}

/** The menu from a CSV file: first a preview that stores nothing, then the import. */
export function ImportPage() {
  const t = useTranslations("office.menu");
  const act = useAct();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [update, setUpdate] = useState(false);
  const [preview, setPreview] = useState<ImportAnswer | null>(null);
  const [imported, setImported] = useState<ImportAnswer | null>(null);
  const send = async (dryRun: boolean) => {
    if (!file) return;
    const form = new FormData();
    form.set("file", file);
    form.set("updateExisting", String(update));
    form.set("dryRun", String(dryRun));
    await act.run(async (key) => {
      const answer = await api.post<ImportAnswer>(
        "/menu_items/bulk-import",
        form,
        dryRun ? { timeoutMs: 60_000 } : { key, timeoutMs: 120_000 },
      );
      setPreview(dryRun ? answer : null);
      setImported(dryRun ? null : answer);
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(true);
  };
  const forget = () => {
    setPreview(null);
    setImported(null);
    act.clear();
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
            onChange={(event) => {
              setFile(event.target.files?.[0] ?? null);
              forget();
            }}
          />
        </div>
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
        </div>
      </form>
      <Problem of={act.problem} />
      <Done>{preview ? t("previewOnly") : imported ? t("importedNow") : ""}</Done>
      {preview && <Outcome answer={preview} />}
      {imported && <Outcome answer={imported} />}
    </Page>
  );
}

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Problem } from "../parts/parts";

/** The first till by its name: what it sells for cash can then be counted. */
export function FirstTill({ onDone }: { onDone: () => void }) {
  const t = useTranslations("office.firstRun.till");
  const act = useAct();
  const [name, setName] = useState(t("example"));
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (await act.run((key) => api.post("/tills", { name: name.trim() }, { key }))) onDone();
  };
  return (
    <form className={styles.stack} onSubmit={(event) => void add(event)}>
      <TextField label={t("name")} value={name} onChange={setName} required problem={act.at("name")} />
      <button type="submit" className="button primary" disabled={act.busy || !name.trim()}>
        {t("add")}
      </button>
      <Problem of={act.at("name") ? null : act.problem} />
    </form>
  );
}

import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, FormEnd } from "../parts/parts";

/** A new role without permissions; they are ticked in the table. */
export function RoleDialog({ onClose, onDone }: { onClose: () => void; onDone: () => void }) {
  const t = useTranslations("office.staff");
  const save = useTranslations("office.parts")("save");
  const act = useAct();
  const [name, setName] = useState("");
  const [description, setDescription] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await act.run((key) => api.post("/roles", { name, description, permissions: [] }, { key }))) onDone();
  };
  return (
    <Dialog title={t("newRole")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField label={t("roleName")} value={name} onChange={setName} required problem={act.at("name")} />
        <TextField
          label={t("roleDescription")}
          value={description}
          onChange={setDescription}
          problem={act.at("description")}
        />
        <FormEnd act={act} text={save} />
      </form>
    </Dialog>
  );
}

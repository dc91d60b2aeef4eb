import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useAct } from "../data/useAct";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Dialog, Problem } from "../parts/parts";
import { OwnSessions } from "./OwnSessions";

const empty = { currentPassword: "", password: "", pinCode: "" };

/** One's own password and PIN, and where one is signed in: for everybody, by the password one has. */
export function OwnSecrets({ onClose }: { onClose: () => void }) {
  const t = useTranslations("office.staff");
  const parts = useTranslations("office.parts");
  const act = useAct();
  const [draft, setDraft] = useState(empty);
  const field = (name: keyof typeof empty) => ({
    label: t(`fields.${name}`),
    value: draft[name],
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { currentPassword, password, pinCode } = draft;
    const body = { currentPassword, ...(password && { password }), ...(pinCode && { pinCode }) };
    if (await act.run(() => api.put("/auth/me/credentials", body))) onClose();
  };
  return (
    <Dialog title={t("secrets")} onClose={onClose}>
      <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
        <TextField {...field("currentPassword")} type="password" autoComplete="current-password" required />
        <TextField {...field("password")} type="password" autoComplete="new-password" hint={t("keepHint")} />
        <TextField {...field("pinCode")} inputMode="numeric" hint={t("pinHint")} maxLength={8} />
        <OwnSessions password={draft.currentPassword} act={act} />
        <Problem of={act.problem} />
        <div className={styles.end}>
          <button
            type="submit"
            className="button primary"
            disabled={act.busy || !draft.currentPassword || (!draft.password && !draft.pinCode)}
          >
            {parts("save")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

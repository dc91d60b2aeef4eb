import { type FormEvent, useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { useRoleName } from "../data/people";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { CheckField, ChoiceField, TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Problem } from "../parts/parts";
import { go } from "../router/router";
import { useUnsaved } from "../router/unsaved";
import { type PersonDraft, personBody } from "./model";
import type { Role, User } from "./wire";

const draftOf = (user: User | null): PersonDraft => ({
  username: user?.username ?? "",
  firstName: user?.firstName ?? "",
  lastName: user?.lastName ?? "",
  email: user?.email ?? "",
  role: user?.role ?? "cashier",
  password: "",
  pinCode: "",
  currentPassword: "",
});

/** The form of a person. Secrets show only to who may set them; empty, they stay as they are. */
export function PersonForm({ user, onSaved }: { user: User | null; onSaved: (text: string) => void }) {
  const t = useTranslations("office.staff");
  const parts = useTranslations("office.parts");
  const roleName = useRoleName();
  const may = useSession((state) => state.may);
  const self = useSession((state) => state.person?.id) === user?.id;
  const roles = useLoad<{ roles: Role[] }>("/users/roles");
  const act = useAct();
  const [before, setBefore] = useState(() => draftOf(user));
  const [draft, setDraft] = useState(before);
  const [temporary, setTemporary] = useState(true);
  const dirty = Object.keys(personBody(draft, before)).length > 0;
  const saved = useUnsaved(dirty);
  const locked = !may(user ? "users.edit" : "users.create");
  const secrets = !user || self || may("users.reset_password");
  const field = (name: keyof PersonDraft) => ({
    label: t(`fields.${name}`),
    value: draft[name],
    disabled: locked,
    problem: act.at(name),
    onChange: (value: string) => setDraft((now) => ({ ...now, [name]: value })),
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = {
      ...personBody(draft, user && before),
      ...(draft.password && !self && { isPasswordTemporary: temporary }),
    };
    const done = await act.run((key) =>
      user ? api.put(`/users/${user.id}`, body) : api.post("/users", body, { key }),
    );
    if (!done) return;
    if (user) {
      const stored = { ...draft, password: "", pinCode: "", currentPassword: "" };
      setBefore(stored);
      setDraft(stored);
      onSaved(parts("saved"));
      return;
    }
    saved();
    go("#/staff/people");
  };
  const names = [...(roles.data?.roles.map((role) => role.name) ?? []), draft.role];
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)} noValidate>
      <div className={styles.pair}>
        <TextField {...field("firstName")} required />
        <TextField {...field("lastName")} required />
        <TextField {...field("username")} required />
        <TextField {...field("email")} type="email" required />
        <ChoiceField
          {...field("role")}
          choices={[...new Set(names)].map((value) => ({ value, text: roleName(value) }))}
        />
      </div>
      {secrets && !locked && (
        <fieldset className={styles.ledger}>
          <legend>{t("secrets")}</legend>
          <div className={styles.pair}>
            <TextField
              {...field("password")}
              type="password"
              autoComplete="new-password"
              required={!user}
              hint={user ? t("keepHint") : undefined}
            />
            <TextField {...field("pinCode")} inputMode="numeric" hint={t("pinHint")} maxLength={8} />
            {draft.password && !self && <CheckField label={t("temporary")} value={temporary} onChange={setTemporary} />}
            {self && (
              <TextField
                {...field("currentPassword")}
                type="password"
                autoComplete="current-password"
                hint={t("currentHint")}
              />
            )}
          </div>
        </fieldset>
      )}
      {user && !secrets && <p className="hint">{t("noSecrets")}</p>}
      <Problem of={act.problem} />
      {!locked && (
        <div className={styles.end}>
          <button type="submit" className="button primary" disabled={act.busy || (user !== null && !dirty)}>
            {parts("save")}
          </button>
        </div>
      )}
    </form>
  );
}

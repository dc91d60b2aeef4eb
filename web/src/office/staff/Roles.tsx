import { useState } from "react";
import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useRoleName } from "../data/people";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { TextField } from "../parts/fields";
import styles from "../parts/office.module.css";
import { Done, Empty, Page, Problem, Show } from "../parts/parts";
import { changeQuery, useRoute } from "../router/router";
import { useUnsaved } from "../router/unsaved";
import { byCategory, changedRoles, isTicked, type Ticks, tick } from "./model";
import { RoleDialog } from "./RoleDialog";
import { type Permission, type Role, saveTicks } from "./wire";

function Matrix({
  roles,
  permissions,
  ticks,
  locked,
  onTick,
}: {
  roles: readonly Role[];
  permissions: readonly [string, Permission[]][];
  ticks: Ticks;
  locked: boolean;
  onTick: (role: Role, permission: string, on: boolean) => void;
}) {
  const t = useTranslations("office.staff");
  const roleName = useRoleName();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={styles.scroll} aria-label={t("views.roles")} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{t("views.roles")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("permission")}</th>
            {roles.map((role) => (
              <th key={role.id} scope="col" title={role.description}>
                {roleName(role.name)}
              </th>
            ))}
          </tr>
        </thead>
        {permissions.map(([category, list]) => (
          <tbody key={category}>
            <tr>
              <th scope="rowgroup" colSpan={roles.length + 1} className={styles.quiet}>
                {t.has(`categories.${category}`) ? t(`categories.${category}`) : category}
              </th>
            </tr>
            {list.map((permission) => (
              <tr key={permission.id}>
                <th scope="row">
                  {permission.description} <small className={styles.quiet}>{permission.id}</small>
                </th>
                {roles.map((role) => (
                  <td key={role.id}>
                    <label className={styles.check}>
                      <input
                        type="checkbox"
                        aria-label={`${roleName(role.name)}: ${permission.description}`}
                        disabled={locked}
                        checked={isTicked(ticks, role, permission.id)}
                        onChange={(event) => onTick(role, permission.id, event.target.checked)}
                      />
                    </label>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function MatrixForm({
  roles,
  permissions,
  reload,
}: {
  roles: readonly Role[];
  permissions: readonly Permission[];
  reload: () => void;
}) {
  const t = useTranslations("office.staff");
  const parts = useTranslations("office.parts");
  const may = useSession((state) => state.may);
  const { query } = useRoute();
  const act = useAct();
  const [ticks, setTicks] = useState<Ticks>({});
  const [done, setDone] = useState("");
  const changed = changedRoles(roles, ticks);
  useUnsaved(changed.length > 0);
  const save = async () => {
    setDone("");
    const saved = await act.run(async () => {
      for (const { id } of changed) {
        await saveTicks(id, ticks[id] ?? {});
        setTicks((now) => ({ ...now, [id]: {} }));
      }
    });
    if (saved) setDone(parts("saved"));
    reload();
  };
  const found = byCategory(permissions, query.search ?? "");
  return (
    <>
      <div className={styles.tools}>
        <TextField
          label={parts("search")}
          type="search"
          value={query.search ?? ""}
          onChange={(search) => changeQuery({ search })}
        />
        {may("users.edit") && (
          <button
            type="button"
            className="button primary"
            disabled={act.busy || changed.length === 0}
            onClick={() => void save()}
          >
            {parts("save")}
          </button>
        )}
      </div>
      <Done>{done}</Done>
      <Problem of={act.problem} />
      {found.length === 0 ? (
        <Empty>{t("noPermissions")}</Empty>
      ) : (
        <Matrix
          roles={roles}
          permissions={found}
          ticks={ticks}
          locked={!may("users.edit")}
          onTick={(role, permission, on) => {
            setDone("");
            setTicks(tick(ticks, role, permission, on));
          }}
        />
      )}
    </>
  );
}

/** Which role may do what, as a table to tick. It acts on its holders at once. */
export function Roles() {
  const t = useTranslations("office.staff");
  const may = useSession((state) => state.may);
  const roles = useLoad<{ roles: Role[] }>("/roles");
  const permissions = useLoad<{ permissions: Permission[] }>("/permissions");
  const [open, setOpen] = useState(false);
  /** In the person's language, also for the search. */
  const worded = (list: readonly Permission[]) =>
    list.map((one) => (t.has(`rights.${one.id}`) ? { ...one, description: t(`rights.${one.id}`) } : one));
  const add = may("users.edit") && (
    <button type="button" className="button" onClick={() => setOpen(true)}>
      {t("newRole")}
    </button>
  );
  return (
    <Page title={t("views.roles")} actions={add}>
      <p className="hint">{t("rolesText")}</p>
      <Show of={roles}>
        {({ roles: list }) => (
          <Show of={permissions}>
            {({ permissions: all }) => <MatrixForm roles={list} permissions={worded(all)} reload={roles.reload} />}
          </Show>
        )}
      </Show>
      {open && (
        <RoleDialog
          onClose={() => setOpen(false)}
          onDone={() => {
            setOpen(false);
            roles.reload();
          }}
        />
      )}
    </Page>
  );
}

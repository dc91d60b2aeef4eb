import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useFormat } from "../data/cafe";
import { personName, useRoleName } from "../data/people";
import { useLoad } from "../data/useLoad";
import styles from "../parts/office.module.css";
import { Badge, Empty, Page, Show, Table, wide } from "../parts/parts";
import { link } from "../router/router";
import { standing } from "./model";
import type { User } from "./wire";

/** How somebody stands, in words. */
export function StandingBadge({ user }: { user: User }) {
  const t = useTranslations("office.staff");
  const state = standing(user, Date.now());
  return (
    <Badge tone={state === "active" ? "good" : state === "locked" ? "bad" : "warn"}>{t(`standing.${state}`)}</Badge>
  );
}

/** Everybody who may sign in. */
export function People() {
  const t = useTranslations("office.staff");
  const may = useSession((state) => state.may);
  const format = useFormat();
  const roleName = useRoleName();
  const users = useLoad<{ users: User[] }>("/users");
  const add = may("users.create") && (
    <a className={`button primary ${styles.linkButton}`} href="#/staff/people/new">
      {t("newPerson")}
    </a>
  );
  return (
    <Page title={t("views.people")} actions={add}>
      <Show of={users}>
        {({ users: list }) =>
          list.length === 0 ? (
            <Empty>{t("nobody")}</Empty>
          ) : (
            <Table
              label={t("views.people")}
              head={[t("name"), wide(t("fields.username")), t("fields.role"), t("state"), wide(t("lastSeen"))]}
            >
              {list.map((user) => (
                <tr key={user.id}>
                  <th scope="row">
                    <a href={link(["staff", "people", user.id])}>{personName(user)}</a>
                  </th>
                  <td className={styles.wide}>{user.username}</td>
                  <td>{roleName(user.role)}</td>
                  <td>
                    <StandingBadge user={user} />
                  </td>
                  <td className={styles.wide}>{format.moment(user.lastLoginAt)}</td>
                </tr>
              ))}
            </Table>
          )
        }
      </Show>
    </Page>
  );
}

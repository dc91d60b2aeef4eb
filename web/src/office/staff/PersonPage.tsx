import { useState } from "react";
import { useTranslations } from "use-intl";
import { api } from "../../shared/api/client";
import { useSession } from "../../shared/session";
import { personName } from "../data/people";
import { useAct } from "../data/useAct";
import { useLoad } from "../data/useLoad";
import { ConfirmButton } from "../parts/ConfirmButton";
import styles from "../parts/office.module.css";
import { Done, Page, Problem, Show } from "../parts/parts";
import { standing } from "./model";
import { StandingBadge } from "./People";
import { PersonForm } from "./PersonForm";
import type { User } from "./wire";

function Actions({ user, onDone }: { user: User; onDone: (text: string) => void }) {
  const t = useTranslations("office.staff");
  const may = useSession((state) => state.may);
  const self = useSession((state) => state.person?.id) === user.id;
  const act = useAct();
  const state = standing(user, Date.now());
  const name = user.firstName || user.username;
  if (!may("users.edit")) return null;
  const set = async (how: "activate" | "deactivate") => {
    if (await act.run(() => api.patch(`/users/${user.id}/${how}`, {}))) onDone(t(`${how}d`, { name }));
  };
  return (
    <>
      <div className={styles.inline}>
        {state !== "active" && (
          <button type="button" className="button" disabled={act.busy} onClick={() => void set("activate")}>
            {t(state === "locked" ? "unlock" : "activate")}
          </button>
        )}
        {state !== "inactive" && !self && (
          <ConfirmButton
            text={t("deactivate")}
            question={t("deactivateText", { name })}
            disabled={act.busy}
            onConfirm={() => void set("deactivate")}
          />
        )}
      </div>
      <Problem of={act.problem} />
    </>
  );
}

/** One person, or a new one. */
export function PersonPage({ id }: { id: string | null }) {
  const t = useTranslations("office.staff");
  const user = useLoad<User>(id ? `/users/${encodeURIComponent(id)}` : null);
  const [done, setDone] = useState("");
  const back = <a href="#/staff/people">{t("back")}</a>;
  const saved = (text: string) => {
    setDone(text);
    user.reload();
  };
  if (!id) {
    return (
      <Page title={t("newPerson")} actions={back}>
        <PersonForm user={null} onSaved={() => undefined} />
      </Page>
    );
  }
  return (
    <Show of={user}>
      {(found) => (
        <Page title={personName(found)} actions={back}>
          <div className={styles.inline}>
            <StandingBadge user={found} />
          </div>
          <Done>{done}</Done>
          <Actions user={found} onDone={saved} />
          <PersonForm key={found.id} user={found} onSaved={saved} />
        </Page>
      )}
    </Show>
  );
}

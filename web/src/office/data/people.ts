import { useTranslations } from "use-intl";
import { useSession } from "../../shared/session";
import { useLoad } from "./useLoad";

interface Person {
  firstName: string;
  lastName: string;
  username: string;
}

/** How somebody is called: by name, or else as they sign in. */
export function personName(person: Person): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.username;
}

/** The name of somebody by id, for who may see the staff and once it is `wanted`; undefined for anybody else. */
export function usePersonOf(wanted: boolean): (id: string) => string | undefined {
  const may = useSession((state) => state.may);
  const { data } = useLoad<{ users: (Person & { id: string })[] }>(wanted && may("users.view") ? "/users" : null);
  return (id) => {
    const found = data?.users.find((user) => user.id === id);
    return found && personName(found);
  };
}

/** The name of a role: ours in the person's language, the café's own as it is called. */
export function useRoleName(): (role: string) => string {
  const t = useTranslations("office.staff.roleNames");
  return (role) => (role && t.has(role) ? t(role) : role);
}

import { useTranslations } from "use-intl";

/** How somebody is called: by name, or else as they sign in. */
export function personName(person: { firstName: string; lastName: string; username: string }): string {
  return `${person.firstName} ${person.lastName}`.trim() || person.username;
}

/** The name of a role: ours in the person's language, the café's own as it is called. */
export function useRoleName(): (role: string) => string {
  const t = useTranslations("office.staff.roleNames");
  return (role) => (role && t.has(role) ? t(role) : role);
}

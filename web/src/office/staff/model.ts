import { zonedText } from "../data/cafe";
import type { Permission, Role, User } from "./wire";

/** The form of a person. */
export interface PersonDraft {
  username: string;
  firstName: string;
  lastName: string;
  email: string;
  role: string;
  password: string;
  pinCode: string;
  currentPassword: string;
}
const secrets = new Set(["password", "pinCode", "currentPassword"]);

/** How somebody stands: kept out, locked for a while after wrong passwords, or at work. */
export function standing(user: User, now: number): "inactive" | "locked" | "active" {
  if (!user.isActive) return "inactive";
  return user.lockedUntil && Date.parse(user.lockedUntil) > now ? "locked" : "active";
}

/** The permissions in which the search is found, by category in the server's order. */
export function byCategory(permissions: readonly Permission[], search: string): [string, Permission[]][] {
  const wanted = search.trim().toLowerCase();
  const found = new Map<string, Permission[]>();
  for (const permission of permissions) {
    if (!`${permission.id} ${permission.description}`.toLowerCase().includes(wanted)) continue;
    found.set(permission.category, [...(found.get(permission.category) ?? []), permission]);
  }
  return [...found];
}

/** What is ticked otherwise than it is: by role id, permissions to give (true) and to take away (false). */
export type Ticks = Readonly<Record<string, Readonly<Record<string, boolean>>>>;

/** Whether the role has the permission, by what is ticked. */
export function isTicked(ticks: Ticks, role: Role, permission: string): boolean {
  return ticks[role.id]?.[permission] ?? role.permissions.includes(permission);
}

/** The ticks with one set or taken away; one that is as the role is does not stay. */
export function tick(ticks: Ticks, role: Role, permission: string, on: boolean): Ticks {
  const { [permission]: _, ...others } = ticks[role.id] ?? {};
  return {
    ...ticks,
    [role.id]: role.permissions.includes(permission) === on ? others : { ...others, [permission]: on },
  };
}

/** The roles of which something is ticked otherwise. */
export function changedRoles(roles: readonly Role[], ticks: Ticks): Role[] {
  return roles.filter((role) => Object.keys(ticks[role.id] ?? {}).length > 0);
}

/** What of a person is sent: only what the form changed, but a new one whole. An empty secret stays as it is. */
export function personBody(draft: PersonDraft, before: PersonDraft | null): Partial<PersonDraft> {
  return Object.fromEntries(
    Object.entries(draft).filter(([name, value]) =>
      secrets.has(name) ? value !== "" : value !== before?.[name as keyof PersonDraft],
    ),
  );
}

/** The moment that a text of the café's clock such as 2026-11-26T14:05 means; null if it is none. Where a clock change makes it ambiguous, one of the two. */
export function zonedMoment(text: string, zone: string): string | null {
  const wanted = Date.parse(`${text}:00Z`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text) || Number.isNaN(wanted)) return null;
  let guess = wanted;
  // The zone's offset at the guess brings it there; twice, in case the clock changes between the two.
  for (let round = 0; round < 2; round += 1) {
    const shown = Date.parse(`${zonedText(guess, zone)}:00Z`);
    guess += wanted - shown;
  }
  return new Date(guess).toISOString();
}

/** Minutes as hours and minutes: 450 is "7:30". */
export function hoursText(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

import { zonedText } from "../data/cafe";
import type { Permission, Role, User } from "./wire";

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

/** The matrix as it is ticked: role id to permissions. */
export type Matrix = Readonly<Record<string, readonly string[]>>;

export function matrixOf(roles: readonly Role[]): Matrix {
  return Object.fromEntries(roles.map((role) => [role.id, [...role.permissions].sort()]));
}

/** The matrix with one tick set or taken away. */
export function tick(matrix: Matrix, role: string, permission: string, on: boolean): Matrix {
  const others = (matrix[role] ?? []).filter((name) => name !== permission);
  return { ...matrix, [role]: on ? [...others, permission].sort() : others };
}

/** The roles whose permissions are ticked otherwise than they are. */
export function changedRoles(roles: readonly Role[], matrix: Matrix): Role[] {
  return roles.filter((role) => [...role.permissions].sort().join() !== (matrix[role.id] ?? []).join());
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

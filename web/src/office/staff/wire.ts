import { api } from "../../shared/api/client";
export interface User {
  id: string;
  username: string;
  firstName: string;
  lastName: string;
  email: string;
  role: string;
  isActive: boolean;
  failedLoginAttempts: number;
  lockedUntil: string | null;
  lastLoginAt: string | null;
}

export interface Role {
  id: string;
  name: string;
  description: string;
  isSystemRole: boolean;
  permissions: string[];
}

export interface Permission {
  id: string;
  category: string;
  description: string;
}

export interface Shift {
  id: string;
  staffId: string;
  staffName: string;
  businessDate: string;
  startedAt: string;
  endedAt: string | null;
  breakStartedAt: string | null;
  breakMinutes: number;
  workedMinutes: number;
  correctedAt: string | null;
  correctionReason: string | null;
}

/** Gives and takes away what is ticked, on top of what the role is now: others may have changed it since it was shown. */
export async function saveTicks(roleId: string, ticks: Readonly<Record<string, boolean>>): Promise<void> {
  const now = await api.get<Role>(`/roles/${roleId}`);
  const kept = now.permissions.filter((permission) => ticks[permission] !== false);
  const given = Object.keys(ticks).filter((permission) => ticks[permission]);
  await api.put(`/roles/${roleId}`, { permissions: [...new Set([...kept, ...given])] });
}

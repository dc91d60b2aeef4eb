/** The areas of the office and which permissions open them: any one of them does. */
export const areas = [
  { key: "today", permissions: ["reports.view"] },
  { key: "orders", permissions: ["sales.view_history"] },
  { key: "menu", permissions: ["menu.view"] },
  { key: "stock", permissions: ["inventory.view"] },
  { key: "money", permissions: ["reports.view", "drawers.view"] },
  { key: "staff", permissions: ["users.view", "time_clock.view"] },
  { key: "settings", permissions: ["system.settings"] },
  { key: "system", permissions: ["system.settings", "system.logs", "receipts.print"] },
] as const;

export type Area = (typeof areas)[number]["key"];

/** What of the office somebody with these permissions sees. */
export function areasFor(permissions: readonly string[]): Area[] {
  return areas.filter((area) => area.permissions.some((name) => permissions.includes(name))).map((area) => area.key);
}

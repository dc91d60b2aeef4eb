import { api, type CallOptions } from "../../shared/api/client";

export interface TillRecord {
  id: string;
  name: string;
  active: boolean;
}

export interface Drawer {
  id: string;
  tillId: string;
  tillName: string;
  status: "open" | "closed";
  openingFloat: number;
  openedAt: string;
  /** Only for who may see it. */
  expected?: number | null;
}

export interface ZReport {
  number: number;
  sales: { count: number; amount: number };
  refunds: { count: number; amount: number };
  net: number;
  tips: number;
  tenders: { method: string; expected: number; counted: number | null; difference: number | null }[];
  remarks: { code: string; text: string }[];
}

export type Movement = "paid_in" | "paid_out" | "no_sale";
export type Count = { amount: number } | { denominations: Record<string, number> };

/** Tills, drawers and their Z. */
export const drawers = {
  tills: async () => (await api.get<{ tills: TillRecord[] }>("/tills")).tills.filter((till) => till.active),
  openAt: async (tillId: string) =>
    (await api.get<{ drawers: Drawer[] }>("/drawers?status=open")).drawers.find((one) => one.tillId === tillId) ?? null,
  one: async (id: string) => (await api.get<{ drawer: Drawer }>(`/drawers/${id}`)).drawer,
  open: (tillId: string, float: number, options: CallOptions) => api.post("/drawers", { tillId, float }, options),
  move: (id: string, type: Movement, amount: number | null, reason: string, options: CallOptions) =>
    api.post(`/drawers/${id}/movements`, { type, ...(amount === null ? {} : { amount }), reason }, options),
  close: async (id: string, counted: Record<string, Count>, floatLeft: number | null, options: CallOptions) =>
    (
      await api.post<{ zReport: ZReport }>(
        `/drawers/${id}/close`,
        { counted, ...(floatLeft === null ? {} : { floatLeft }) },
        options,
      )
    ).zReport,
  printZ: (number: number) => api.post(`/z-reports/${number}/print`),
};

import { ApiError, api } from "../../shared/api/client";
import { fromWire } from "../../shared/money/money";
import type { Product } from "../../shared/order/catalog";
import { emptyOrder, type Line, type Order } from "../../shared/order/order";
import type { Service } from "../../shared/order/pricing";
import { lineBody } from "../../shared/order/tender";

/** Open orders as the server has them. */

export interface TabLine {
  id: string;
  clientLineId: string | null;
  productId: string;
  name: string;
  size: string;
  unitPrice: number;
  quantity: number;
  settledQuantity: number;
  sentQuantity: number;
  notes: string;
  options: { optionId: string; name: string; priceDelta: number; quantity: number }[];
  /** Of a part: the combo that it is sold in. */
  combo?: { lineId: string; name: string };
}

export interface Tab {
  id: string;
  number: string;
  name: string | null;
  table: string | null;
  service: Service | null;
  status: "open" | "settled" | "cancelled";
  version: number;
  lines: TabLine[];
  figures: { total: number };
  openedAt: string;
}

/** What is said of a tab when it is made. */
export interface TabWords {
  name: string;
  table: string;
  service: Service | null;
}

interface TabAnswer {
  tab: Tab;
  warnings?: string[];
}

/** How people call a tab. */
export const labelOf = (tab: Tab) =>
  [tab.table, tab.name].filter(Boolean).join(" · ") || tab.number.replace(/^.*-0*/, "#");

const freshBody = (line: Line) => ({ clientLineId: line.id, ...lineBody(line) });

/** Open orders at the server; each answers the tab as it is then. */
export const tabs = {
  open: async () => (await api.get<{ tabs: Tab[] }>("/tabs?status=open&limit=100")).tabs,
  one: async (id: string) => (await api.get<TabAnswer>(`/tabs/${id}`)).tab,
  /** Opens a tab; one that this order has made before is answered as it is, and gets what it does not have yet. */
  create: async (clientTabId: string, said: TabWords, lines: readonly Line[]): Promise<Tab> => {
    const { name, table, service } = said;
    const named = { ...(name ? { name } : {}), ...(table ? { table } : {}), ...(service ? { service } : {}) };
    const made = (await api.post<TabAnswer>("/tabs", { clientTabId, ...named, lines: lines.map(freshBody) })).tab;
    const tab = service && made.service !== service ? await tabs.serve(made.id, made.version, service) : made;
    const has = new Set(tab.lines.map((line) => line.clientLineId));
    const fresh = lines.filter((line) => !has.has(line.id));
    return fresh.length > 0 ? tabs.add(tab.id, fresh) : tab;
  },
  add: async (id: string, lines: readonly Line[]): Promise<Tab> =>
    (await api.post<TabAnswer>(`/tabs/${id}/lines`, { lines: lines.map(freshBody) })).tab,
  serve: async (id: string, version: number, service: Service) =>
    (await api.patch<TabAnswer>(`/tabs/${id}`, { version, service })).tab,
  /** Whose it is; "" is nobody's. */
  name: async (id: string, version: number, name: string, table: string) =>
    (await api.patch<TabAnswer>(`/tabs/${id}`, { version, name: name || null, table: table || null })).tab,
  send: async (id: string, version: number) => (await api.post<TabAnswer>(`/tabs/${id}/send`, { version })).tab,
  removeLine: async (id: string, lineId: string, version: number, reason: string, approval?: string) =>
    (
      await api.remove<TabAnswer>(
        `/tabs/${id}/lines/${lineId}?version=${version}${reason ? `&reason=${encodeURIComponent(reason)}` : ""}`,
        approval ? { approval } : {},
      )
    ).tab,
  cancel: async (id: string, version: number, reason: string, approval?: string) =>
    (await api.post<TabAnswer>(`/tabs/${id}/cancel`, { version, reason }, approval ? { approval } : {})).tab,
};

function knownLine(line: TabLine, category: string): Line {
  return {
    id: line.clientLineId ?? line.id,
    productId: line.productId,
    name: line.name,
    size: line.size,
    category,
    basePrice: fromWire(line.unitPrice),
    quantity: line.quantity - line.settledQuantity,
    options: line.options.map((one) => ({
      optionId: one.optionId,
      groupId: "",
      name: one.name,
      priceDelta: fromWire(one.priceDelta),
      quantity: one.quantity,
    })),
    groups: [],
    notes: line.notes,
    discount: null,
    known: { id: line.id, sent: line.sentQuantity, unitPrice: fromWire(line.unitPrice), combo: line.combo?.name },
  };
}

/** The order on the counter for a tab: what it has, and after it what is new here. */
export function orderOfTab(tab: Tab, products: readonly Product[], id: string, fresh: readonly Line[] = []): Order {
  const there = tab.lines.filter((line) => line.quantity > line.settledQuantity);
  const has = new Set(tab.lines.map((line) => line.clientLineId));
  const category = (productId: string) => products.find((one) => one.id === productId)?.category ?? "";
  return {
    ...emptyOrder(id),
    tab: {
      id: tab.id,
      number: tab.number,
      label: labelOf(tab),
      table: tab.table,
      name: tab.name,
      version: tab.version,
    },
    service: tab.service,
    lines: [...there.map((line) => knownLine(line, category(line.productId))), ...fresh.filter((l) => !has.has(l.id))],
  };
}

/** The tab is not what is on the counter: somebody else has changed it. */
export class TabChanged extends Error {
  constructor(readonly tab: Tab) {
    super("tab changed");
  }
}

/** The present tab in what says that it has changed; null for any other error. */
export function changedTab(error: unknown): Tab | null {
  if (error instanceof TabChanged) return error.tab;
  if (!(error instanceof ApiError) || error.status !== 409) return null;
  return (error.data as Partial<TabAnswer> | undefined)?.tab ?? null;
}

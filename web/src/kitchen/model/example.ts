import type { Ticket, TicketLine } from "./ticket";

/** A line for tests. */
export function exampleLine(changes: Partial<TicketLine> = {}): TicketLine {
  return {
    id: "line-1",
    menuItemId: "latte",
    name: "Caffe Latte",
    size: "Large",
    quantity: 1,
    cancelled: 0,
    options: [],
    notes: "",
    done: false,
    state: "open",
    ...changes,
  };
}

/** A ticket for tests. */
export function exampleTicket(changes: Partial<Ticket> = {}): Ticket {
  return {
    id: "ticket-1",
    number: 1,
    businessDate: "2026-11-26",
    stationId: "bar",
    sourceId: "order-1",
    reference: "ORD-20261126-0001",
    name: "Ada",
    table: null,
    service: null,
    state: "new",
    mustAcknowledge: false,
    lines: [exampleLine()],
    createdAt: "2026-11-26T09:00:00.000Z",
    readyAt: null,
    servedAt: null,
    ...changes,
  };
}

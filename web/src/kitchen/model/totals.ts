import { isInWork, optionOf, type Ticket, wanted } from "./ticket";

export interface OptionTotal {
  name: string;
  quantity: number;
}
export interface ItemTotal {
  menuItemId: string;
  name: string;
  size: string;
  quantity: number;
  options: OptionTotal[];
}

const byName = (a: { name: string }, b: { name: string }) => a.name.localeCompare(b.name);

/** How much of what is still to be made, over all these tickets, with what is special about how many of them. */
export function totalsOf(tickets: Iterable<Ticket>): ItemTotal[] {
  const items = new Map<string, ItemTotal & { counts: Map<string, number> }>();
  for (const ticket of tickets) {
    if (!isInWork(ticket)) continue;
    for (const line of ticket.lines) {
      const count = wanted(line);
      if (line.state !== "open" || count <= 0) continue;
      const key = `${line.menuItemId}\n${line.name}\n${line.size}`;
      const item = items.get(key) ?? { ...line, quantity: 0, options: [], counts: new Map<string, number>() };
      item.quantity += count;
      for (const text of line.options) {
        const option = optionOf(text);
        item.counts.set(option.name, (item.counts.get(option.name) ?? 0) + option.quantity * count);
      }
      items.set(key, item);
    }
  }
  return [...items.values()]
    .map(({ menuItemId, name, size, quantity, counts }) => ({
      menuItemId,
      name,
      size,
      quantity,
      options: [...counts].map(([option, number]) => ({ name: option, quantity: number })).sort(byName),
    }))
    .sort((a, b) => b.quantity - a.quantity || byName(a, b) || a.size.localeCompare(b.size));
}

/** What is told of an item that is sold out for an hour, or until four in the morning, when no café is open. */
export function soldOut(now: Date, until: "hour" | "tomorrow"): { available: false; until: string } {
  const end = new Date(now);
  if (until === "hour") end.setHours(end.getHours() + 1);
  else end.setHours(now.getHours() < 4 ? 4 : 28, 0, 0, 0);
  return { available: false, until: end.toISOString() };
}

/** What the server's sentence about an alert says. It keeps sentences, for people may write alerts and change them; those of its own
 * kinds we say in the person's language. */

/** The server's sentence of each kind, as it makes it. */
export const sentences: Readonly<Record<string, string>> = {
  low_stock: "{name} is running low: {left} left, the minimum is {minimum}",
  out_of_stock: "{name} is out of stock",
  negative_stock: "{name} is {below} below zero: more was used than the stock knew of; please count it",
  expired: "{name} expired on {day}",
  expiring_soon: "{name} expires on {day}",
  printer_failed: "Printer {name} does not print: {trouble}",
  backup_failed: "Backup: {trouble}",
};

/** What is wrong with printers and backups, as the server says it. */
export const troubles: Readonly<Record<string, string>> = {
  noFolder: "the folder of the backups is missing",
  noAccess: "the folder of the backups cannot be written to",
  diskFull: "there is no room for the backup",
  damaged: "the last backup could not be restored",
  differences: "the books do not agree: cafepos verify names what differs",
  overdue: "no backup was proven for more than 26 hours",
  otherBackup: "the last backup failed; the log says why",
  silent: "the printer does not answer",
  noAddress: "the printer's address is not known",
  noMoreData: "the printer takes no more data",
  noAcknowledgement: "the printer does not acknowledge the slip",
  unreachable: "the printer cannot be reached",
  notDrawn: "the slip could not be rendered",
};

/** What the sentence of such an alert says; null where it is none of the server's. */
export function factsOf(type: string, message: string): Record<string, string> | null {
  const sentence = sentences[type];
  if (!sentence) return null;
  const pattern = sentence.replace(/[.?*+]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+)");
  const found = new RegExp(`^${pattern}$`).exec(message);
  return found ? { ...found.groups } : null;
}

/** The name of our words for such a trouble. */
export const troubleOf = (text: string): string | undefined =>
  Object.keys(troubles).find((name) => troubles[name] === text);

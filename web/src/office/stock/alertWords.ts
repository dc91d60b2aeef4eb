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

/** What is wrong with a part of the house, as the server says it in alerts and in GET /health. */
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
  outside: "the printer's address is outside the networks of PRINTER_NETWORKS",
  disabled: "Printing is disabled",
  notDrawn: "the slip could not be rendered",
  writesFail: "writes fail",
  writesHang: "writes hang",
  noDatabase: "the database does not answer",
  diskHangs: "the disk hangs",
  diskReadOnly: "the disk is read-only",
  diskNearlyFull: "the disk is nearly full",
  diskUnseen: "the folder of the data cannot be looked at",
  certificateUnused: "the new TLS certificate cannot be used, so the one before is",
  certificateNotRenewed: "the TLS certificate cannot be renewed",
  certificateEnded: "the TLS certificate ended on {day}",
  certificateEnds: "the TLS certificate ends on {day}",
  mailUnknown: "the mail server's name is not known",
  mailUnreachable: "the mail server cannot be reached",
  mailSilent: "the mail server did not answer in time",
  mailBroke: "the connection to the mail server broke",
  mailLogin: "the mail server refused the user name or password",
  mailPlain: "the mail server offers no encryption (STARTTLS)",
  mailEncryption: "no encryption could be agreed on with the mail server: do SMTP_PORT and SMTP_USE_TLS fit?",
  mailAuthorities: "SMTP_CA_FILE cannot be read or holds no certificate",
  mailName: "the mail server's certificate is for another name than SMTP_SERVER",
  mailTrust: "the mail server's certificate is not trusted",
  mailSender: "the mail server refused the sender of EMAIL_FROM",
  mailTalk: "the mail server refused to talk",
  mailFrom: "EMAIL_FROM is not a mail address",
  noFile: "the file of the slips cannot be written: {why}",
};

/** What stands in the holes of the sentence; null where it is another one. */
function holesOf(sentence: string, text: string): Record<string, string> | null {
  const pattern = sentence.replace(/[.?*+()]/g, "\\$&").replace(/\{(\w+)\}/g, "(?<$1>.+)");
  const found = new RegExp(`^${pattern}$`).exec(text);
  return found ? { ...found.groups } : null;
}

/** What the sentence of such an alert says; null where it is none of the server's. */
export function factsOf(type: string, message: string): Record<string, string> | null {
  const sentence = sentences[type];
  return sentence ? holesOf(sentence, message) : null;
}

export interface Trouble {
  /** Of our words for it. */
  name: string;
  values: Record<string, string>;
}

export function troubleOf(text: string): Trouble | undefined {
  for (const [name, sentence] of Object.entries(troubles)) {
    const values = holesOf(sentence, text);
    if (values) return { name, values };
  }
  return undefined;
}

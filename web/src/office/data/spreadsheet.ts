/** Files of the server as a double click opens them: a spreadsheet wants what its country writes. */

const locale = (language: string) => navigator.languages.find((one) => one.split("-")[0] === language) ?? language;

/** Whether people of that locale write 1,5. Their spreadsheets then part cells by semicolons. */
export function writesDecimalComma(locale: string): boolean {
  return new Intl.NumberFormat(locale).format(1.5).includes(",");
}

/** The rows of RFC 4180 text without its byte order mark. */
function rowsOf(csv: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
    if (end && end !== ",") rows.push([]);
    if (!end) break;
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}

const isNumber = (cell: string) => /^-?\d+(\.\d+)?$/.test(cell);
const hasNothingElse = (column: string[]) => column.every((cell) => cell === "" || isNumber(cell));
const cellText = (cell: string) => (/[;"\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The text with semicolons between its cells and decimal commas in columns that have nothing but numbers. */
export function withDecimalCommas(csv: string): string {
  const [head = [], ...body] = rowsOf(csv.replace(/^\uFEFF/, ""));
  const numeric = head.map((_, column) => hasNothingElse(body.map((row) => row[column] ?? "")));
  const rows = body.map((row) => row.map((cell, column) => (numeric[column] ? cell.replace(".", ",") : cell)));
  return `\uFEFF${[head, ...rows].map((row) => `${row.map(cellText).join(";")}\r\n`).join("")}`;
}

/** What a file of the server becomes for somebody who reads this language. Who calls the API gets commas and points in any. */
export async function forSpreadsheet(file: Blob, language: string): Promise<Blob> {
  if (!writesDecimalComma(locale(language))) return file;
  return new Blob([withDecimalCommas(await file.text())], { type: "text/csv" });
}

/** What the import page knows of a file before the server has read it: the titles of its columns. */

/** What a column can be; the server finds the ones that are not said. */
export const importFields = ["name", "price", "size", "category", "description", "barcode"] as const;
export type ImportField = (typeof importFields)[number];
export type ImportMapping = Partial<Record<ImportField, string>>;

/** The cells of the first row of CSV text, which names the columns. */
export function titlesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const said = /^sep=(.)$/.exec(lines[0] ?? "")?.[1];
  const header = (said ? lines[1] : lines[0]) ?? "";
  const plain = header.replace(/"[^"]*"/g, "");
  const separator = said ?? (plain.split(";").length > plain.split(",").length ? ";" : ",");
  const cells = header.match(separator === ";" ? /("([^"]|"")*"|[^;])+/g : /("([^"]|"")*"|[^,])+/g) ?? [];
  return cells
    .map((cell) =>
      cell
        .trim()
        .replace(/^"(.*)"$/, "$1")
        .replaceAll('""', '"')
        .trim(),
    )
    .filter(Boolean);
}

const headBytes = 16 * 1024;

/** Of a file that was chosen. */
export async function titlesOfFile(file: File): Promise<string[]> {
  return titlesOf(await file.slice(0, headBytes).text());
}

/** What the import page knows of a file before the server has read it: the titles of its columns. */

/** What a column can be; the server finds the ones that are not said. */
export const importFields = ["name", "price", "size", "category", "description", "barcode"] as const;
export type ImportField = (typeof importFields)[number];
export type ImportMapping = Partial<Record<ImportField, string>>;

const cellsBetween: Record<string, RegExp> = {
  ",": /("([^"]|"")*"|[^,])+/g,
  ";": /("([^"]|"")*"|[^;])+/g,
  "\t": /("([^"]|"")*"|[^\t])+/g,
};

/** What a line has most of; of two that it has as often the first. */
function mostOf(line: string): string {
  return Object.keys(cellsBetween).reduce((most, one) =>
    line.split(one).length > line.split(most).length ? one : most,
  );
}

/** The cells of the first row of CSV text, which names the columns. */
export function titlesOf(text: string): string[] {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/);
  const said = /^sep=(.)$/.exec(lines[0] ?? "")?.[1];
  const header = (said ? lines[1] : lines[0]) ?? "";
  const plain = header.replace(/"[^"]*"/g, "");
  const separator = said ?? mostOf(plain);
  const cells = header.match(cellsBetween[separator] ?? /$^/) ?? [];
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

/** The text that a file begins with, in what spreadsheets write; the server judges the whole of it. */
export function textOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  try {
    const wholeLines = bytes.subarray(0, bytes.lastIndexOf(0x0a) + 1 || bytes.length); // the last letter may be cut
    return new TextDecoder("utf-8", { fatal: true }).decode(wholeLines);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** Of a file that was chosen. */
export async function titlesOfFile(file: File): Promise<string[]> {
  return titlesOf(textOf(new Uint8Array(await file.slice(0, headBytes).arrayBuffer())));
}

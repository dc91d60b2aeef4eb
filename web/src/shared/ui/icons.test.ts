import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const file = (path: string) => readFileSync(join(process.cwd(), "public", path));
/** Width and height, as a PNG says them. */
function sizeOf(path: string): string {
  const bytes = file(path);
  expect(bytes.subarray(1, 4).toString(), path).toBe("PNG");
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}
interface Icon {
  src: string;
  sizes: string;
  type: string;
  purpose: string;
}
const { icons } = JSON.parse(file("manifest.webmanifest").toString()) as { icons: Icon[] };

describe("the icons of an installed app", () => {
  it("are as large as the manifest says", () => {
    for (const { src, sizes, type } of icons)
      if (type === "image/png") expect(sizeOf(src.replace("/app/", ""))).toBe(sizes);
    expect(sizeOf("apple-touch-icon.png")).toBe("180x180");
  });
  it("are there as browsers ask for them: small, large, and to be cut to a shape", () => {
    expect(icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`)).toEqual([
      "any any",
      "192x192 any",
      "512x512 any",
      "512x512 maskable",
    ]);
  });
});

// icons.mjs: makes the icons of installed apps from public/icon.svg, by the machine's Chromium. Run it when the drawing changes; the
// pictures are committed, for a build has no browser.
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";

const folder = new URL("../public/", import.meta.url);
const svg = readFileSync(new URL("icon.svg", folder), "utf8");
/** Systems that cut icons to their own shape want colour up to the edge, and the drawing within the middle four fifths. */
const filled = svg.replace(/ rx="14"/, "");
const icons = [
  { name: "icon-192.png", size: 192, drawing: svg, scale: 1 },
  { name: "icon-512.png", size: 512, drawing: svg, scale: 1 },
  { name: "icon-maskable-512.png", size: 512, drawing: filled, scale: 0.78 },
  { name: "apple-touch-icon.png", size: 180, drawing: filled, scale: 0.92 },
];

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
for (const { name, size, drawing, scale } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const ground = scale < 1 ? "#7a4a21" : "transparent";
  const side = size * scale;
  await page.setContent(
    `<body style="margin:0;height:100vh;display:grid;place-items:center;background:${ground}">
     <img width="${side}" height="${side}" src="data:image/svg+xml,${encodeURIComponent(drawing)}">`,
  );
  await page.screenshot({ path: new URL(name, folder).pathname, omitBackground: true });
  await page.close();
}
await browser.close();

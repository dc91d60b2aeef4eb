/** The kinds of devices, and how many steps each needs; `trust.json` has the words. */
export const systems = {
  apple: 3,
  android: 3,
  windows: 3,
  mac: 3,
  chromium: 3,
  firefox: 3,
} as const;
export type System = keyof typeof systems;
export const systemNames = Object.keys(systems) as System[];

/** What this device is, as far as it says; iPads say that they are Macs, but have a screen to touch. */
export function systemOf({ userAgent, maxTouchPoints }: { userAgent: string; maxTouchPoints: number }): System {
  if (/iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && maxTouchPoints > 1)) return "apple";
  if (/Firefox/.test(userAgent)) return "firefox";
  if (/Android/.test(userAgent)) return "android";
  if (/Windows/.test(userAgent)) return "windows";
  return /Macintosh/.test(userAgent) ? "mac" : "chromium";
}

const here = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** The host by which other devices reach this server: the one of this page, unless that means the server itself. */
export function hostForOthers(hostname: string, hosts: readonly string[]): string {
  if (!here.has(hostname)) return hostname;
  return hosts.find((host) => /^[\d.]+$/.test(host) && !here.has(host)) ?? hostname;
}

/** The host to go on with over https: one that the certificate is for. */
export function hostForTls(hostname: string, hosts: readonly string[]): string {
  const bare = hostname.replace(/^\[|\]$/g, "");
  const host = hosts.includes(bare) ? bare : (hosts[0] ?? bare);
  return host.includes(":") ? `[${host}]` : host;
}

import { describe, expect, it } from "vitest";
import { hostForOthers, hostForTls, systemOf } from "./systems";

describe("what a device is", () => {
  const told = (userAgent: string, maxTouchPoints = 0) => systemOf({ userAgent, maxTouchPoints });
  it("is read from what it says", () => {
    expect(told("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1", 5)).toBe("apple");
    expect(told("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", 5)).toBe("android");
    expect(told("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", 5)).toBe("firefox");
    expect(told("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Edg/140.0")).toBe("windows");
    expect(told("Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0")).toBe("chromium");
  });
  it("knows an iPad that says it is a Mac", () => {
    expect(told("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 5)).toBe("apple");
    expect(told("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Safari/605.1.15", 0)).toBe("mac");
  });
});

describe("where to go", () => {
  const hosts = ["kasse", "kasse.local", "localhost", "192.168.1.20", "127.0.0.1"];
  it("others come by the network's address", () => {
    expect(hostForOthers("kasse.local", hosts)).toBe("kasse.local");
    expect(hostForOthers("localhost", hosts)).toBe("192.168.1.20");
    expect(hostForOthers("localhost", ["localhost", "127.0.0.1"])).toBe("localhost");
  });
  it("https goes to a name that the certificate has", () => {
    expect(hostForTls("192.168.1.20", hosts)).toBe("192.168.1.20");
    expect(hostForTls("10.0.0.9", hosts)).toBe("kasse");
    expect(hostForTls("[fd00::1]", ["kasse", "fd00::1"])).toBe("[fd00::1]");
  });
});

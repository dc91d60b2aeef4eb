import { describe, expect, it } from "vitest";
import { languages } from "../../shared/i18n/i18n";
import { messagesOf, serverSources } from "../../shared/testServer";
import { factsOf, sentences, troubleOf, troubles } from "./alertWords";

const sources = serverSources();
const textOf = (path: string) => sources.find((source) => source.path === path)?.text ?? "";

/** The kinds of alerts that the server raises and ends itself, as its source names them. */
function kindsOfServer(): string[] {
  const rules = textOf("alerts/rules.cpp");
  const list = /automatic = \{([^}]+)\}/.exec(rules)?.[1] ?? "";
  const constants = textOf("alerts/rules.h");
  return list.split(",").map((entry) => {
    const name = entry.trim();
    return /^"(\w+)"$/.exec(name)?.[1] ?? new RegExp(`${name} = "(\\w+)"`).exec(constants)?.[1] ?? name;
  });
}

describe("alerts", () => {
  it("have words for every kind that the server raises, in every language", () => {
    const kinds = kindsOfServer().sort();
    expect(kinds).toContain("low_stock");
    expect(kinds).toContain("backup_failed");
    expect(Object.keys(sentences).sort()).toEqual(kinds);
    for (const language of languages) {
      const { trouble, ...alert } = messagesOf<{ alert: Record<string, unknown> }>(language, "office").alert;
      expect(Object.keys(alert).sort(), language).toEqual(kinds);
      expect(Object.keys(trouble as object).sort(), language).toEqual(Object.keys(troubles).sort());
    }
  });

  it("are said by the server in the sentences that we read", () => {
    const said = textOf("alerts/rules.cpp") + textOf("app/application.cpp");
    for (const [kind, sentence] of Object.entries(sentences))
      for (const piece of sentence.split(/\{\w+\}/).filter((part) => part.trim()))
        expect(said, `${kind}: ${piece}`).toContain(piece);
    const files = ["nightly/rules", "printing/device", "printing/station", "mail/smtp", "tls/keeper", "app/health"];
    const reasons = files.map((file) => textOf(`${file}.cpp`)).join("");
    for (const trouble of Object.values(troubles).filter((text) => text !== "the disk is read-only"))
      expect(reasons).toContain(`"${trouble.replace(/\{\w+\}$/, "")}"`);
    expect(reasons).toContain('"the disk is " + state');
    expect(textOf("app/write_probe.cpp")).toContain('"read-only"');
    // A new reason of the backups' is noticed here; a device's own, such as the system's words, stays as it is.
    const known = [
      ...(/problem_of\(const Verdict[\s\S]*$/.exec(textOf("nightly/rules.cpp"))?.[0] ?? "").matchAll(
        /return "([^"]+)"/g,
      ),
    ];
    expect(known.length).toBe(7);
    for (const [, reason = ""] of known) expect(troubleOf(reason), reason).toBeDefined();
  });

  it("and health tell troubles with what stands in them", () => {
    expect(troubleOf("the TLS certificate ends on 2026-12-01")).toEqual({
      name: "certificateEnds",
      values: { day: "2026-12-01" },
    });
    expect(troubleOf("the mail server offers no encryption (STARTTLS)")?.name).toBe("mailPlain");
    expect(troubleOf("the file of the slips cannot be written: Is a directory")?.values).toEqual({
      why: "Is a directory",
    });
    expect(troubleOf("Connection refused")).toBeUndefined(); // the system's own words
  });

  it("are read for what they say", () => {
    expect(factsOf("low_stock", "Oat milk is running low: 3.5 L left, the minimum is 4")).toEqual({
      name: "Oat milk",
      left: "3.5 L",
      minimum: "4",
    });
    expect(factsOf("expired", "Tart is good expired on 2026-11-22")).toEqual({
      name: "Tart is good",
      day: "2026-11-22",
    });
    expect(factsOf("printer_failed", "Printer Bar does not print: the printer does not answer")).toEqual({
      name: "Bar",
      trouble: "the printer does not answer",
    });
    expect(factsOf("low_stock", "Buy milk, says Anna")).toBeNull(); // changed by a person
    expect(factsOf("smells", "Milk is out of stock")).toBeNull();
  });
});

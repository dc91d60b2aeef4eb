import { expect, it } from "vitest";
import { withoutStyle } from "./PaperDialog";

it("takes every style sheet out of a page, and nothing else", () => {
  expect(withoutStyle("<head><style>a{b:c}</style><style>\nd{}</style></head><p>style</p>")).toEqual({
    html: "<head></head><p>style</p>",
    css: "a{b:c}\n\nd{}",
  });
  expect(withoutStyle("<p>plain</p>")).toEqual({ html: "<p>plain</p>", css: "" });
});

import { expect, it } from "vitest";
import { areas, areasFor } from "./areas";

it("opens an area by any of its permissions, in order", () => {
  expect(areasFor(["drawers.view", "menu.view"])).toEqual(["menu", "money"]);
  expect(areasFor([])).toEqual([]);
  expect(areasFor(areas.flatMap((area) => [...area.permissions]))).toHaveLength(8);
});

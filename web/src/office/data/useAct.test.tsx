import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { IntlProvider } from "use-intl";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ApiError, NoAnswer } from "../../shared/api/client";
import { type Act, useAct } from "./useAct";

let root: Root;
let office: Act;

function Form() {
  office = useAct();
  return null;
}
/** The key of a try that ends so. */
async function keyOf(end: unknown) {
  let used = "";
  await act(() =>
    office.run(async (key) => {
      used = key;
      if (end) throw end;
    }),
  );
  return used;
}
const refusal = (status: number, code: string) => new ApiError(status, code, "no", [], null);

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  root = createRoot(document.createElement("div"));
  await act(async () =>
    root.render(
      <IntlProvider locale="en" messages={{}}>
        <Form />
      </IntlProvider>,
    ),
  );
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

it("tries again with the same key what may have been done, so that nothing is done twice", async () => {
  for (const end of [new NoAnswer(), refusal(503, "OUTCOME_UNKNOWN"), refusal(409, "REQUEST_IN_PROGRESS")])
    expect(await keyOf(end)).toBe(await keyOf(null));
});

it("takes another key for what was refused or is done", async () => {
  for (const end of [refusal(409, "CONFLICT"), null]) expect(await keyOf(end)).not.toBe(await keyOf(null));
});

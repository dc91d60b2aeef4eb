import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Pages, useLoad, usePages } from "./useLoad";

interface Answer {
  rows: string[];
  next: string | null;
}
const pick = (answer: Answer) => ({ rows: answer.rows, next: answer.next });
const answers = new Map<string, Answer>();
const asked: string[] = [];
let root: Root;
let pages: Pages<string>;

function List({ path }: { path: string }) {
  pages = usePages<Answer, string>(path, pick);
  return null;
}
function Single({ path }: { path: string }) {
  const { data, problem } = useLoad<Answer>(path);
  return <p>{data ? data.rows.join() : problem ? "problem" : "nothing"}</p>;
}

const show = (what: React.ReactNode) =>
  act(async () => {
    root.render(what);
    await new Promise((resolve) => setTimeout(resolve, 5));
  });

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  answers.clear();
  asked.length = 0;
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    const data = answers.get(path);
    return new Response(JSON.stringify(data ? { success: true, data } : { success: false, errors: ["no"] }), {
      status: data ? 200 : 404,
    });
  });
  root = createRoot(document.createElement("div"));
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

it("walks on by cursor, and forgets it with another filter", async () => {
  answers.set("/x?status=a", { rows: ["1", "2"], next: "c d" });
  answers.set("/x?status=a&cursor=c%20d", { rows: ["3"], next: null });
  answers.set("/x?status=b", { rows: ["9"], next: null });
  await show(<List path="/x?status=a" />);
  expect(pages.data).toEqual(["1", "2"]);
  await act(async () => {
    pages.more?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(pages.data).toEqual(["1", "2", "3"]);
  expect(pages.more).toBeNull();
  await show(<List path="/x?status=b" />);
  expect(pages.data).toEqual(["9"]);
});

it("says what went wrong, and shows nothing of another route meanwhile", async () => {
  answers.set("/one", { rows: ["1"], next: null });
  const place = document.createElement("div");
  const own = createRoot(place);
  const render = (path: string) =>
    act(async () => {
      own.render(<Single path={path} />);
      await new Promise((resolve) => setTimeout(resolve, 5));
    });
  await render("/one");
  expect(place.textContent).toBe("1");
  await render("/missing");
  expect(place.textContent).toBe("problem");
  await act(async () => own.unmount());
});

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
let slow = false;
let root: Root;
let pages: Pages<string>;

function List({ path }: { path: string }) {
  pages = usePages<Answer, string>(path, pick);
  return null;
}
function Single({ path }: { path: string }) {
  const { data, stale, problem } = useLoad<Answer>(path);
  return <p>{`${stale ? "stale " : ""}${data ? data.rows.join() : problem ? "problem" : "nothing"}`}</p>;
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
    if (slow) await new Promise((resolve) => setTimeout(resolve, 50));
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
  // Meanwhile an order may have left the first list.
  answers.set("/x?status=a", { rows: ["2"], next: "c d" });
  await show(<List path="/x?status=a" />);
  expect(pages.data).toEqual(["2"]);
  expect(pages.more).not.toBeNull();
});

it("keeps the first page as it was once there are more", async () => {
  answers.set("/x", { rows: ["1"], next: "c" });
  answers.set("/x?cursor=c", { rows: ["2"], next: null });
  await show(<List path="/x" />);
  await act(async () => {
    pages.more?.();
    answers.set("/x", { rows: ["0"], next: "c" });
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(pages.data).toEqual(["1", "2"]);
  await act(async () => {
    pages.reload();
    await new Promise((resolve) => setTimeout(resolve, 5));
  });
  expect(pages.data).toEqual(["0"]);
});

it("says what went wrong, shows nothing of another route meanwhile, and what other parameters gave as stale", async () => {
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
  answers.set("/one?of=b", { rows: ["2"], next: null });
  await render("/one?of=b");
  expect(place.textContent).toBe("2");
  slow = true;
  await render("/one?of=c");
  expect(place.textContent).toBe("stale 2");
  slow = false;
  await render("/one?of=d");
  expect(place.textContent).toBe("problem");
  await act(async () => own.unmount());
});

import { describe, expect, it } from "vitest";
import { onTold, type Told } from "./db";

const settled = () => new Promise((resolve) => setTimeout(resolve, 50));

describe("what the tabs of a till tell each other", () => {
  it("is one of two words; whatever else comes is not heard", async () => {
    const heard: Told[] = [];
    const stop = onTold((what) => heard.push(what));
    const other = new BroadcastChannel("cafepos-till");
    for (const said of ["cart ", "", null, { cart: 1 }, ["cart"], 7, "cart", "sell", "outbox"]) other.postMessage(said);
    await settled();
    expect(heard).toEqual(["cart", "outbox"]);
    stop();
    other.postMessage("cart");
    await settled();
    expect(heard).toEqual(["cart", "outbox"]);
    other.close();
  });
});

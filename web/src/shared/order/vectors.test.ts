import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { expect, it } from "vitest";
import { type Basket, type Priced, price } from "./pricing";

/** The program that prints what the server's arithmetic makes of random baskets (tests/vectors); `ctest` says where it is. */
const program = process.env.CAFEPOS_PRICING_VECTORS ?? "";
const count = process.env.CAFEPOS_TEST_NIGHTLY ? 1_000_000 : 100_000;

it.skipIf(program === "")(
  "comes to the server's cents in every basket",
  async () => {
    const seed = Date.now() % 1_000_000;
    const server = spawn(program, [String(count), String(seed)], { stdio: ["ignore", "pipe", "inherit"] });
    let compared = 0;
    for await (const line of createInterface({ input: server.stdout })) {
      const { basket, priced } = JSON.parse(line) as { basket: Basket; priced: Priced };
      const ours = price(basket);
      // Comparing as text is quick; only what differs is shown in full.
      if (JSON.stringify(sorted(ours)) !== JSON.stringify(sorted(priced))) {
        expect(ours, `seed ${seed}, basket ${compared}: ${line}`).toEqual(priced);
      }
      compared += 1;
    }
    expect(compared, `seed ${seed}`).toBe(count);
  },
  600_000,
);

/** With its members in one order. */
function sorted(priced: Priced): unknown[] {
  return [
    priced.subtotal,
    priced.discount,
    priced.orderDiscount,
    priced.tax,
    priced.rounding,
    priced.total,
    priced.lines.map((line) => [line.gross, line.discount, line.ownDiscount, line.tax]),
    priced.taxes.map((tax) => [tax.tax.name, tax.tax.ppm, tax.taxable, tax.amount]),
  ];
}

import { setTimeout as delay } from "node:timers/promises";
import { expect, test } from "vitest";
import { inBatches } from "@/lib/platform/batch";

function batching(send?: (items: string[]) => Promise<string[]>) {
  const sent: string[][] = [];
  const batched = inBatches<string, string>({
    lanes: 1,
    most: 3,
    keyOf: (item) => item,
    isOfOne: (cause) => cause instanceof RangeError,
    async send(items) {
      sent.push(items);
      await delay(5);
      return send ? send(items) : items.map((item) => item.toUpperCase());
    },
  });
  return { batched, sent };
}

test("the first goes at once, and those that come meanwhile go together, each with its own answer", async () => {
  const { batched, sent } = batching();
  expect(await Promise.all(["a", "b", "c", "d", "e"].map(batched))).toEqual(["A", "B", "C", "D", "E"]);
  expect(sent).toEqual([["a"], ["b", "c", "d"], ["e"]]);
});

test("two of one key never go together", async () => {
  const { batched, sent } = batching();
  await Promise.all(["a", "b", "b", "c"].map(batched));
  expect(sent).toEqual([["a"], ["b", "c"], ["b"]]);
});

test("one that cannot be done fails alone", async () => {
  const { batched } = batching(async (items) => {
    if (items.includes("bad")) throw new RangeError("bad");
    return items;
  });
  const settled = await Promise.allSettled(["a", "b", "bad", "c"].map(batched));
  expect(settled.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected", "fulfilled"]);
});

test("where nothing can be done all fail, and nobody tries them one by one", async () => {
  const { batched, sent } = batching(() => Promise.reject(new Error("away")));
  const settled = await Promise.allSettled(["a", "b", "c"].map(batched));
  expect(settled.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
  expect(sent).toEqual([["a"], ["b", "c"]]);
});

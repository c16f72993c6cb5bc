import { describe, expect, test } from "vitest";
import { Heap } from "../src/heap.js";
import { Store } from "../src/store.js";
import type { Nouns } from "../src/types.js";
import { seeded } from "./random.js";

type Usage = Nouns["_usage"];

const usage = (id: string, customer: string): Usage => ({
  id,
  object: "_usage",
  meterEvent: "calls",
  customer,
  value: 1,
  timestamp: 0,
  receivedAt: 0,
});

function storeOf(...objects: Usage[]): Store {
  const store = new Store(null);
  store.transaction(
    () => {
      for (const each of objects) store.put<"_usage">(each);
    },
    () => false,
  );
  return store;
}

const ids = (objects: Usage[]) => objects.map(({ id }) => id);
const reportedBy = (store: Store, customer: string) =>
  ids(store.where("_usage", "reported", `calls/${customer}`));

describe("objects found by a field", () => {
  test("follow what changes, in the order of creation", () => {
    const store = storeOf(usage("1", "a"), usage("2", "b"), usage("3", "a"));
    store.transaction(
      () => {
        store.change("_usage", "2", { customer: "a" });
        store.remove("_usage", "3");
      },
      () => false,
    );
    expect(reportedBy(store, "a")).toEqual(["1", "2"]);
    expect(reportedBy(store, "b")).toEqual([]);
  });

  test("a rehearsal that removes, changes and adds leaves everything where it was", () => {
    const store = storeOf(usage("1", "a"), usage("2", "a"), usage("3", "a"));
    const before = store.snapshot();
    store.rehearse(() => {
      store.remove("_usage", "1");
      store.remove("_usage", "2");
      store.put<"_usage">(usage("4", "a"));
      store.put<"_usage">(usage("2", "b"));
      expect(reportedBy(store, "a")).toEqual(["3", "4"]);
    });
    expect(store.snapshot()).toEqual(before);
    expect(reportedBy(store, "a")).toEqual(["1", "2", "3"]);
    expect(ids(store.all("_usage"))).toEqual(["1", "2", "3"]);
  });

  test("an error takes everything back, unless it is one that keeps its changes", () => {
    const store = storeOf(usage("1", "a"));
    const failing = (keeps: boolean) =>
      store.transaction(
        () => {
          store.remove("_usage", "1");
          throw new Error("refused");
        },
        () => keeps,
      );
    expect(() => failing(false)).toThrow("refused");
    expect(reportedBy(store, "a")).toEqual(["1"]);
    expect(() => failing(true)).toThrow("refused");
    expect(reportedBy(store, "a")).toEqual([]);
  });
});

test("a heap gives out what was put in from the smallest on, whatever the order", () => {
  const random = seeded(1);
  const heap = new Heap<number>((first, second) => first < second);
  const numbers = Array.from({ length: 500 }, () => random.between(0, 99));
  for (const each of numbers) heap.add(each);
  const taken = numbers.map(() => heap.takeFirst());
  expect(taken).toEqual(numbers.toSorted((first, second) => first - second));
  expect(heap.takeFirst()).toBeUndefined();
});

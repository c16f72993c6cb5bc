import { expect, test } from "vitest";
import { remember } from "@/lib/platform/remember";

test("a full map drops its oldest entry and keeps the others", () => {
  const map = new Map<string, number>();
  for (const key of ["a", "b", "c", "d"]) remember(map, key, 1, 3);
  expect([...map.keys()]).toEqual(["b", "c", "d"]);
});

test("what is put again is young again, so that a flood of new keys does not push it out", () => {
  const map = new Map<string, number>();
  for (let n = 0; n < 100; n++) {
    remember(map, "used all the time", n, 3);
    remember(map, `flood ${n}`, n, 3);
  }
  expect(map.get("used all the time")).toBe(99);
  expect(map.size).toBe(3);
});

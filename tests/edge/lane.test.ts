import { expect, test } from "vitest";
import { Lane } from "@/lib/tenancy/edge/lane";

const never = () => new Promise<string>(() => undefined);
const here = async () => "done";

test("so many run at a time, and who finds no slot in time is told so", async () => {
  const lane = new Lane(2, 60_000);
  void lane.run(never, 0);
  expect(await lane.run(here, 0)).toBe("done");
  void lane.run(never, 0);
  expect(await lane.run(here, 0)).toBeUndefined();
});

test("a caller can be held to a narrower lane, or to none", async () => {
  const lane = new Lane(4, 60_000);
  expect(await lane.run(here, 0, 0)).toBeUndefined();
  void lane.run(never, 0);
  expect(await lane.run(here, 0, 1)).toBeUndefined();
  expect(await lane.run(here, 0)).toBe("done");
});

test("work that fails gives its slot back, and work that never ends loses it", async () => {
  const lane = new Lane(1, 0);
  await expect(lane.run(() => Promise.reject(new Error("away")), 0)).rejects.toThrow("away");
  void lane.run(never, 0);
  expect(await lane.run(here, 0)).toBe("done");
});

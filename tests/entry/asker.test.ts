import { expect, test } from "vitest";
import { rememberAsker, rememberAskers, takeAsker } from "@/lib/entry/asker";

test("a flood of requests that never end does not take from another who asked meanwhile", () => {
  rememberAskers();
  for (let n = 0; n < 10_000; n++) rememberAsker(`flood-${n}`, { tenantId: "ten_1" });
  rememberAsker("mine", { userId: "usr_1" });
  rememberAsker("one-more", { tenantId: "ten_1" });
  rememberAsker("mine", { tenantId: "ten_2" });
  expect(takeAsker("mine")).toEqual({ userId: "usr_1", tenantId: "ten_2" });
  expect(takeAsker("flood-9999")).toEqual({ tenantId: "ten_1" });
  expect(takeAsker("flood-0")).toEqual({});
});

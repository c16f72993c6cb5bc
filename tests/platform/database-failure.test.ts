import { expect, test } from "vitest";
import { isAway } from "@/lib/platform/database-failure";

test.each([
  ["a server that shuts down", Object.assign(new Error("terminating connection"), { code: "57P01" }), true],
  [
    "a connection that is gone",
    new Error("Client has encountered a connection error and is not queryable"),
    true,
  ],
  [
    "one that ended under way",
    new Error("x", { cause: new Error("Connection terminated unexpectedly") }),
    true,
  ],
  ["a text that is no number", Object.assign(new Error("invalid input"), { code: "22P02" }), false],
  ["a fault of ours", new TypeError("x is not a function"), false],
])("%s", (_, thrown, expected) => {
  expect(isAway(thrown)).toBe(expected);
});

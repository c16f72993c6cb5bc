import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { expect, test } from "vitest";

const declarations = path.resolve(
  createRequire(import.meta.url).resolve("stripe"),
  "../../esm/resources/SetupIntents.d.ts",
);
const source = path.resolve(import.meta.dirname, "../src");

/** Not among those of a payment: our own, and those that a meter event is refused with (docs: recording-usage-api). */
const others = new Set([
  "emulator_unsupported",
  "meter_event_customer_not_found",
  "meter_event_invalid_value",
  "meter_event_no_customer_defined",
  "meter_event_value_too_many_digits",
  "timestamp_in_future",
  "timestamp_too_far_in_past",
]);

test("every code of a refusal is one that Stripe has", () => {
  const [union = ""] = /type Code = [^;]+/.exec(readFileSync(declarations, "utf8")) ?? [];
  const known = new Set([...union.matchAll(/'(\w+)'/g)].map(([, code]) => code));
  expect(known.size).toBeGreaterThan(200);
  const text = readdirSync(source, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(path.join(source, file), "utf8"))
    .join("\n");
  const used = new Set([...text.matchAll(/\bcode: "(\w+)"/g)].map(([, code = ""]) => code));
  expect([...used].filter((code) => !known.has(code) && !others.has(code))).toEqual([]);
  expect([...others].filter((code) => !used.has(code))).toEqual([]);
});

import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { routes } from "../src/resources/index.js";
import { lists } from "./lists.js";
import { placeOf, sdkCalls } from "./sdk-calls.js";

const calls = sdkCalls();
const served = routes.map(({ method, parts }) => placeOf(`${method} ${parts.join("/")}`));

/** The requests that these tests make through the SDK, read from their text, and the lists they fetch by hand. */
function tried(): Set<string> {
  const files = readdirSync(import.meta.dirname, { encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
  const text = files.map((name) => readFileSync(path.join(import.meta.dirname, name), "utf8")).join("\n");
  const made = [...calls].filter(([name]) =>
    new RegExp(`\\.${name.replaceAll(".", "\\s*\\.")}\\(`).test(text),
  );
  return new Set([
    ...made.map(([, place]) => place),
    ...lists.map((name) => `GET /v1/${name.split("?")[0]}`),
  ]);
}

test("every route is one that the SDK can call, and stands there once", () => {
  const known = new Set(calls.values());
  expect(calls.size).toBeGreaterThan(300);
  expect(served.filter((place) => !known.has(place))).toEqual([]);
  expect(served.filter((place, index) => served.indexOf(place) !== index)).toEqual([]);
});

test("every route is called by a test here: what nobody tries is not offered", () => {
  const places = tried();
  expect(served.filter((place) => !places.has(place))).toEqual([]);
});

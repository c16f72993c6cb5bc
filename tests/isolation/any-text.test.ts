import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "@/lib/core/errors";
import { encodeCursor } from "@/lib/platform/cursor";
import { inputFor } from "./cases";
import { byName, declared } from "./commands";
import { createFixture, type Fixture } from "./fixture";
import { performAt } from "./perform";

let home: Fixture;
beforeAll(async () => {
  home = await createFixture();
});

const damaged = ["\ud800", "cut \ud83d", "\udc00\ud800", "a\0b", encodeCursor({ key: "\ud800", id: "a\0" })];
const units = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 });
const random = fc.sample(units, { numRuns: 4, seed: 7 }).map((codes) => String.fromCharCode(...codes));
const texts = [...damaged, ...random, "\u202Eevil", "x".repeat(3_000)];

/** The same input with one text in the place of each that it holds, and in the places every list knows. */
function* spoiled(input: Record<string, unknown>, text: string): Generator<Record<string, unknown>> {
  const lists = ["search", "cursor", "before"].filter((name) => !(name in input));
  for (const name of lists) yield { ...input, [name]: text };
  for (const [name, value] of Object.entries(input))
    if (typeof value === "string") yield { ...input, [name]: text };
}

describe("whatever 16-bit units a text is made of", () => {
  test.each(byName(declared.map(({ verb }) => verb)))("%s answers or refuses", async (_, verb) => {
    const failures: unknown[] = [];
    for (const text of texts) {
      for (const input of spoiled(inputFor(verb, home), text)) {
        await performAt(verb, home, input).catch((thrown: unknown) => {
          if (!(thrown instanceof AppError)) failures.push([JSON.stringify(input), thrown]);
        });
      }
    }
    expect(failures).toEqual([]);
  });
});

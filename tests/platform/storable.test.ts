import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { connection } from "@/db/client";
import { findUnstorable, storableJson } from "@/lib/platform/storable";

/** Any 16-bit units, halves of pairs, NULs and backslashes among them. */
const unit = fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0x5c, 0xd800, 0xdc00, 0x75));
const anyText = fc.array(unit, { maxLength: 12 }).map((units) => String.fromCharCode(...units));
const anyValue = fc.oneof(anyText, fc.array(anyText), fc.dictionary(anyText, anyText));

const stored = async (json: string) =>
  (await connection().db.execute<{ value: unknown }>(sql`select ${json}::jsonb as value`)).rows[0]?.value;

describe("what Postgres keeps", () => {
  test("whatever is found sound comes back from jsonb as it was", async () => {
    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        if (findUnstorable(value)) return;
        expect(await stored(JSON.stringify(value))).toEqual(value);
      }),
      { numRuns: 300 },
    );
  });

  test("whatever was mended is taken, and only what was damaged differs", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText), async (texts) => {
        const mended = texts.map((text) => text.toWellFormed().replaceAll("\0", "\uFFFD"));
        expect(await stored(storableJson(texts))).toEqual(mended);
      }),
      { numRuns: 300 },
    );
  });

  test("a damaged text is found by its way, however deep, and in the name of a field", () => {
    expect(findUnstorable({ a: [{ b: "x" }, { b: "\ud83d" }] })).toEqual(["a", "1", "b"]);
    expect(findUnstorable({ a: { "\0": "x" } })).toEqual(["a"]);
    expect(findUnstorable({ at: new Date(), n: 1, none: null, text: "👩‍👧" })).toBeNull();
  });
});

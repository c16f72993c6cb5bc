import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fromText } from "@/lib/entry/from-text";
import { instant } from "@/lib/platform/instant";

type Texts = [string, string][];

const read = (schema: z.ZodType, ...texts: Texts) => fromText(z.strictObject({ it: schema }), texts);
const it = (text: string): [string, string] => ["it", text];

describe("a text becomes what the schema asks for", () => {
  test.each([
    ["a text stays", z.string(), "12", "12"],
    ["an integer", z.int(), "12", 12],
    ["a number under conditions", z.number().int().min(1).max(5), " 3 ", 3],
    ["a number with an exponent", z.number(), "-1.5e3", -1500],
    ["one that is too large, for the schema to say so", z.number().max(5), "60", 60],
    ["half a whole one, for the schema to say so", z.number().int(), "1.5", 1.5],
    ["one that may be left out", z.int().optional(), "7", 7],
    ["one with a default", z.int().default(0), "7", 7],
    ["one behind a transformation", z.number().transform(String), "7", 7],
    ["a ticked box", z.boolean(), "on", true],
    ["a said no", z.boolean(), "false", false],
    ["an answer at a terminal", z.boolean(), "yes", true],
    ["consent", z.literal(true), "on", true],
    ["a number of a choice", z.union([z.literal("unlimited"), z.int(), z.boolean()]), "5", 5],
    ["a word of a choice", z.union([z.literal("unlimited"), z.int(), z.boolean()]), "unlimited", "unlimited"],
    ["a choice that is none", z.enum(["a", "b"]), "on", "on"],
    ["an instant", instant, "2027-01-31T10:00:00.000Z", "2027-01-31T10:00:00.000Z"],
    ["a digit where text is allowed", z.union([z.string(), z.number()]), "5", "5"],
  ])("%s", (_, schema, text, json) => {
    expect(read(schema, it(text))).toStrictEqual({ it: json });
  });

  test.each(["abc", "12,5", "1e400", "0x10", "1_000", "Infinity", "NaN", "", " "])(
    "%o is no number, and stays as it was typed",
    (text) => {
      expect(read(z.number(), it(text))).toStrictEqual({ it: text });
    },
  );

  test("every number that JSON can write is read as JSON reads it", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const text = JSON.stringify(number);
        expect(read(z.number(), it(text))).toEqual({ it: JSON.parse(text) });
      }),
    );
  });
});

describe("an empty field", () => {
  test.each([
    ["is an empty text where one may stand", z.string().optional(), { it: "" }],
    ["is left out where it may be", z.string().min(1).optional(), {}],
    ["is left out before a default", z.int().default(3), {}],
    ["is nothing where nothing may stand", z.int().nullable(), { it: null }],
    ["is nothing rather than left out", instant.nullable().optional(), { it: null }],
    ["is refused where something has to stand", z.string().min(1), { it: "" }],
    ["is an empty list", z.array(z.enum(["a"])), { it: [] }],
    ["is an empty list, even where it could be left out", z.array(z.enum(["a"])).optional(), { it: [] }],
  ])("%s", (_, schema, json) => {
    expect(read(schema, it(""))).toStrictEqual(json);
  });
});

describe("what is not sent", () => {
  test.each([
    ["is false where it is a box", z.boolean(), { it: false }],
    ["is an empty list where it is a list", z.array(z.string()).min(1), { it: [] }],
    ["is left out where it may be", z.boolean().optional(), {}],
    ["is left out where it is missed", z.string(), {}],
  ])("%s", (_, schema, json) => {
    expect(read(schema)).toStrictEqual(json);
  });
});

test("what comes twice is a list where one is asked for, otherwise the last counts", () => {
  const schema = z.strictObject({
    ids: z.array(z.int()),
    tags: z.array(z.string()),
    isOn: z.boolean().optional(),
  });
  const texts: Texts = [
    ["ids", "1"],
    ["ids", "2"],
    ["tags[]", "a"],
    ["isOn", "false"],
    ["isOn", "on"],
  ];
  expect(fromText(schema, texts)).toStrictEqual({ ids: [1, 2], tags: ["a"], isOn: true });
});

test("dots lead into what is nested", () => {
  const schema = z.strictObject({
    place: z.strictObject({ floor: z.int().nullable(), isHeated: z.boolean() }).optional(),
    stops: z.array(z.strictObject({ name: z.string(), minutes: z.int().optional() })),
  });
  const texts: Texts = [
    ["place.floor", "3"],
    ["stops.0.name", "Here"],
    ["stops.0.minutes", ""],
    ["stops.1.name", "There"],
    ["stops.1.minutes", "5"],
  ];
  expect(fromText(schema, texts)).toStrictEqual({
    place: { floor: 3, isHeated: false },
    stops: [{ name: "Here" }, { name: "There", minutes: 5 }],
  });
});

test("a kind chooses what is read with it", () => {
  const schema = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("once"), at: z.string() }),
    z.strictObject({ kind: z.literal("often"), days: z.int() }),
  ]);
  expect(
    fromText(schema, [
      ["kind", "often"],
      ["days", "3"],
    ]),
  ).toStrictEqual({ kind: "often", days: 3 });
});

test("what nobody asked for stays, for a strict schema to refuse", () => {
  const schema = z.strictObject({ name: z.string() });
  expect(
    fromText(schema, [
      ["name", "a"],
      ["isAdmin", "on"],
      ["name.first", "b"],
      ["__proto__", "c"],
    ]),
  ).toEqual(
    Object.fromEntries([
      ["name", ["a", "b"]],
      ["isAdmin", "on"],
      ["__proto__", "c"],
    ]),
  );
  expect({}).not.toHaveProperty("first");
});

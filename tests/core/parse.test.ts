import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "@/lib/core/parse";
import { speak } from "@/lib/platform/translate";

const schema = z.strictObject({
  name: z.string().optional(),
  tags: z.array(z.string()).default([]),
  events: z.array(z.unknown()).default([]),
});

const namesOnly = (field: string) => (fields: Record<string, string[]>) =>
  Object.keys(fields).every((name) => name.split(".")[0] === field);

test.each([{ name: "a\0b" }, { name: "\ud800" }, { tags: ["fine", "\0"] }, { events: [{ name: "a\0b" }] }])(
  "a text the database cannot keep is refused by its field: %o",
  (input) => {
    const [field = ""] = Object.keys(input);
    const refusal = expect.objectContaining({ code: "invalid", fields: expect.toSatisfy(namesOnly(field)) });
    expect(() => parseInput(schema, input)).toThrow(refusal);
  },
);

test.each([
  [z.number(), "12,5", "Enter a number."],
  [z.number(), undefined, "Enter a number."],
  [z.int(), 1.5, "Enter a whole number."],
  [z.number().int(), 1.5, "Enter a whole number."],
  [z.int().min(1), 0, "Enter at least 1."],
  [z.int().positive(), 0, "Enter more than 0."],
  [z.int().max(1_000), 1_001, "Enter at most 1,000."],
  [z.int().multipleOf(5), 3, "Enter a multiple of 5."],
  [z.boolean(), "maybe", "Choose yes or no."],
  [z.string(), undefined, "This is required."],
  [z.string().min(1), "", "This is required."],
  [z.string().max(3), "four", "Use at most 3 characters."],
  [z.enum(["a", "b"]), "c", "Choose one of the options."],
  [z.array(z.string()).min(1), [], "Choose at least 1."],
  [z.iso.datetime(), "soon", "Enter a date and a time."],
  [z.number("How many?"), "abc", "How many?"],
])("what its schema has no words for is refused in plain ones: %#", (field, value, message) => {
  const refusal = expect.objectContaining({
    code: "invalid",
    fields: { field: [expect.toSatisfy((text) => speak("en", text) === message)] },
  });
  expect(() => parseInput(z.strictObject({ field }), { field: value })).toThrow(refusal);
});

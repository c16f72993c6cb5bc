import { expect, test } from "vitest";
import { z } from "zod";
import { parseInput } from "@/lib/core/parse";

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

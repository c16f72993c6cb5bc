import { describe, expect, test } from "vitest";
import { z } from "zod";
import { listEventsInput } from "@/lib/audit/listing";
import { lenient } from "@/lib/entry/lenient";
import { listMembersInput } from "@/lib/members/listing";
import { encodeCursor } from "@/lib/platform/cursor";
import { listProjectsInput } from "@/lib/projects/listing";

describe("what an address says in vain", () => {
  test.each([
    [
      "a sort there is not",
      listProjectsInput,
      { sort: "bogus", status: "all" },
      { sort: "updatedAt", status: "all" },
    ],
    [
      "a search that is too long",
      listMembersInput,
      { search: "x".repeat(99), role: "admin" },
      { role: "admin" },
    ],
    ["a cursor of nothing", listMembersInput, { cursor: "abc", role: "admin" }, { role: "admin" }],
    [
      "a cursor of another search",
      listMembersInput,
      { cursor: encodeCursor({ key: "a", id: "b", query: "another" }), search: "ada" },
      { search: "ada" },
    ],
    ["a cursor that is none", listEventsInput, { cursor: "%00", noun: "project" }, { noun: "project" }],
    ["a person who is none", listEventsInput, { actorId: "' or true", risk: "low" }, { risk: "low" }],
    ["what is given twice", listEventsInput, { noun: ["project", "member"] }, { noun: "project" }],
    [
      "a number that is none",
      z.strictObject({ size: z.int().optional(), year: z.int() }),
      { size: "x", year: "2027" },
      { year: 2027 },
    ],
    ["what nobody asked for", listMembersInput, { utm_source: "mail" }, {}],
  ])("is left out for a page: %s", (_, schema, query, understood) => {
    expect(lenient(schema, query)).toMatchObject(understood);
    expect(
      Object.keys(lenient(schema, query)).filter(
        (name) => !(name in understood) && !["status", "sort", "limit"].includes(name),
      ),
    ).toEqual([]);
  });

  test("is refused where a machine asks", () => {
    for (const odd of [{ sort: "bogus" }, { status: "bogus" }, { cursor: "%00" }])
      expect(listProjectsInput.safeParse(odd).success).toBe(false);
    for (const odd of [{ noun: "%" }, { actorId: "' or true" }, { risk: "huge" }])
      expect(listEventsInput.safeParse(odd).success).toBe(false);
  });
});

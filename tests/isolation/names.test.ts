import { expect, test } from "vitest";
import { z } from "zod";
import { encodeCursor } from "@/lib/platform/cursor";
import { newId } from "@/lib/platform/id";
import { idPlaces, textPlaces } from "./id-places";
import { imagined, swaps } from "./names";

const [own, theirs] = [newId("prj"), newId("prj")];
const input = (id: string) => ({
  id,
  title: "Relaunch",
  tags: ["a"],
  rows: [{ projectId: id, count: 1 }],
  cursor: encodeCursor({ key: "2026", id }),
});

test("every name is exchanged in turn and alone, inside lists and place markers, too, and added to each list", () => {
  const found = [...swaps(input(own), input(theirs))];
  expect(found.map(({ place }) => place)).toEqual([
    ".id",
    ".rows[0].projectId",
    ".rows[+].projectId",
    ".cursor",
  ]);
  const [first, inList, added, marker] = found.map(({ foreign }) => foreign.input);
  expect(first).toEqual({ ...input(own), id: theirs });
  expect(inList).toEqual({ ...input(own), rows: [{ projectId: theirs, count: 1 }] });
  expect(added).toEqual({ ...input(own), rows: [...input(own).rows, { projectId: theirs, count: 1 }] });
  expect(marker).toEqual({ ...input(own), cursor: encodeCursor({ key: "2026", id: theirs }) });
});

test("what never was has another name in every place and is the same otherwise", () => {
  const made = JSON.stringify(imagined(input(own)));
  expect(made).not.toContain(own);
  expect(made).not.toContain(input(own).cursor);
  expect(made).toMatch(/"title":"Relaunch","tags":\["a"\],"rows":\[\{"projectId":"prj_\w{26}","count":1\}\]/);
});

test("ids are found in a schema by their shape and by their name, however deep", () => {
  const projectId = z.string().regex(/^prj_[0-9a-z]{26}$/);
  const schema = z.strictObject({
    id: z.string(),
    to: projectId.optional(),
    rows: z.array(z.strictObject({ ownerId: z.string().nullable(), note: z.string() })),
    ids: z.array(z.string()),
  });
  expect(idPlaces(schema)).toEqual([".id", ".to", ".rows[].ownerId", ".ids[]"]);
  expect(textPlaces({ id: "a", rows: [{ ownerId: "b", note: "c" }], ids: ["d"] })).toEqual([
    ".id",
    ".rows[].ownerId",
    ".rows[].note",
    ".ids[]",
  ]);
});

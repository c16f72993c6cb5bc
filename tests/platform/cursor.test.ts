import { describe, expect, test } from "vitest";
import { decodeCursor, encodeCursor, isInstant } from "@/lib/platform/cursor";

describe("a place in a list", () => {
  test("is read back as it was written", () => {
    const place = { key: "2026-02-28T12:00:00.000Z", id: "prj_1" };
    expect(decodeCursor(encodeCursor(place))).toEqual(place);
  });

  test("keeps which query it is of", () => {
    const place = { key: "a", id: "prj_1", query: "digest" };
    expect(decodeCursor(encodeCursor(place))).toEqual(place);
  });

  test.each([
    ["nothing", ""],
    ["no JSON", "%%%"],
    ["numbers", Buffer.from("[1,2]").toString("base64url")],
    ["a NUL, which the database does not keep", encodeCursor({ key: "a\0", id: "b" })],
  ])("%s is none", (_, text) => {
    expect(decodeCursor(text)).toBeNull();
  });
});

describe("a moment", () => {
  test.each(["2026-02-28T23:59:59.999Z", "2028-02-29T00:00:00.000Z"])("%s is one", (text) => {
    expect(isInstant(text)).toBe(true);
  });

  test.each([
    "2026-02-30T00:00:00.000Z",
    "2026-02-29T00:00:00.000Z",
    "2026-13-01T00:00:00.000Z",
    "0000-01-01T00:00:00.000Z",
    "+275760-09-13T00:00:00.000Z",
    "2026-02-28",
    "2026-02-28T24:00:00.000Z",
    "yesterday",
    "",
  ])("%s is none", (text) => {
    expect(isInstant(text)).toBe(false);
  });
});

import { expect, test } from "vitest";
import { namePattern } from "@/components/ui/name-pattern";

/** As the browser reads the attribute. */
const takes = (name: string, typed: string) => new RegExp(`^(?:${namePattern(name)})$`, "v").test(typed);

test.each([
  "Spring catalog",
  "a.b*c+d?e^f$g|h",
  "(x) [y] {z} \\ / -",
  "&&--!!##",
  "Müller & Söhne",
  "日本 🚲",
  "two  spaces\tand a tab",
])("the name %j is taken, whatever stands in it, and no other", (name) => {
  expect(takes(name, name)).toBe(true);
  expect(takes(name, ` ${name.replace(/\s+/g, " ")} `)).toBe(true);
  expect(takes(name, "")).toBe(false);
  expect(takes(name, `${name}x`)).toBe(false);
  expect(takes(name, name.slice(0, -1))).toBe(false);
});

test("a dot takes a dot alone", () => {
  expect(takes("a.b", "axb")).toBe(false);
});

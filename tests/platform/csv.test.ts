import { expect, test } from "vitest";
import { csvLine } from "@/lib/platform/csv";

test("a line quotes what would break it, and nothing else", () => {
  expect(csvLine(["plain", 'say "hi"', "a,b", "two\nlines", 3, null, new Date(0)])).toBe(
    'plain,"say ""hi""","a,b","two\nlines",3,,1970-01-01T00:00:00.000Z\r\n',
  );
});

test.each(["=1+1", "+49 30", "-2", "@SUM(A1)", "\tx", "\rx"])("%j is shown and not run", (text) => {
  expect(csvLine([text]).replace(/^"/, "")).toMatch(/^'/);
});

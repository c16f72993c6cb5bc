import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { tidyLine, tidyParagraphs } from "@/lib/platform/characters";
import { displayName, lineOf, paragraphsOf, wordsOf } from "@/lib/platform/display-name";
import { nameKey } from "@/lib/platform/name-key";
import { said } from "@/lib/platform/said";
import { speak } from "@/lib/platform/translate";

const name = lineOf({ most: 80, missing: "Enter a name." });
const complaint = (text: string) => speak("en", name.safeParse(text).error?.issues[0]?.message ?? "");

describe("a name people have", () => {
  test.each([
    ["Persian, with a zero-width non-joiner", "می\u200Cخواهم"],
    ["Sinhala, with a ligature", "ශ්\u200Dරී ලංකා"],
    ["Devanagari, with a half form", "क्\u200Dष"],
    ["Malayalam, ending in a joiner", "രാജന്\u200D"],
    ["a family", "👨\u200D👩\u200D👧\u200D👦"],
    ["a heart in color", "❤\uFE0F"],
    ["a kiss", "👩\u200D❤\uFE0F\u200D💋\u200D👨"],
    ["a keycap", "Team 1\uFE0F\u20E3"],
    ["the flag of Scotland", "🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"],
    ["Japanese, with the form of a name", "葛\u{E0100}城"],
    ["Vietnamese", "Nguyễn Thị Thùy Dương"],
    ["Hebrew with points", "שָׁלוֹם בֶּן־דָּוִד"],
    ["Thai", "ปิ่นโต ตั้งใจ"],
    ["Tibetan", "བརྒྱུད་འཛིན"],
    ["Burmese", "မြွှေကြောင့်"],
    ["Yoruba, with two marks on a letter", "Ọ̀ṣọ́"],
    ["an Irish one", "Siobhán O’Brien-Müller, Jr."],
    ["a project", "100% “organic” <3 & more…"],
  ])("%s stays as it is", (_, text) => {
    expect(name.parse(text)).toBe(text.normalize("NFC"));
  });

  test.each([
    ["a soft hyphen", "Donau\u00ADdampf", "Donaudampf"],
    ["direction marks", "\u200Fדוד\u200F \u200Eben\u200E", "דוד ben"],
    ["a byte order mark", "\uFEFFAda\uFEFF", "Ada"],
    ["zero-width spaces and word joiners", "A\u200Bd\u2060a", "Ada"],
    [
      "joiners at the ends, beside blanks and twice",
      "\u200CAda \u200D Love\u200C\u200Clace\u200D",
      "Ada Love\u200Clace",
    ],
    ["Hangul fillers and tags", "A\u3164d\u{E0061}a\uFFA0", "Ada"],
    ["variation selectors on a letter", "A\uFE0Fda", "Ada"],
    ["decomposed letters", "A\u030Asa", "Åsa"],
    ["letters parted from their marks", "e\u00AD\u0301", "é"],
    ["gaps of any kind", "  Ada\u00A0\u3000\t\n Lovelace\u2800", "Ada Lovelace"],
    ["control characters", "Ada\0\u0007Lovelace", "Ada Lovelace"],
    ["the isolates an address book copies along", "\u2068Ada\u2069 \u2067Love\u2069lace", "Ada Lovelace"],
  ])("loses %s", (_, typed, kept) => {
    expect(name.parse(typed)).toBe(kept);
  });

  test.each([
    ["nothing", "", "Enter a name."],
    ["Braille blanks", "\u2800\u2800", "Enter a name."],
    ["fillers", "\u3164\u115F\u1160\uFFA0", "Enter a name."],
    ["joiners", "\u200D\u200C\u200B", "Enter a name."],
    ["marks without a letter", "\u0301\u0302", "Enter a name."],
    ["tags", "\u{E0041}\u{E0042}", "Enter a name."],
    ["an override", "evil\u202Egnp.exe", "Remove characters that reverse the direction of text."],
    ["control characters", "\0\u0007", "Enter a name."],
    ["private use", "Ada \uE000", "Remove characters that only some computers can show."],
    ["a noncharacter", "Ada \uFFFE", "Remove characters that only some computers can show."],
    ["a tower of marks", `Z${"\u0335\u0301\u0302".repeat(4)}algo`, "Use fewer marks on one letter."],
    ["a tower held by joiners", `Z${"\u0335\u0301\u200D".repeat(4)}algo`, "Use fewer marks on one letter."],
    ["81 letters", "x".repeat(81), "Use at most 80 characters."],
  ])("is not made of %s", (_, typed, message) => {
    expect(complaint(typed)).toBe(message);
  });

  test("is measured as people count: an accent belongs to its letter, a family is one", () => {
    for (const one of ["क्षि", "👨\u200D👩\u200D👧", "ộ"])
      expect(complaint(one.repeat(one.length > 4 ? 45 : 80))).toBe("");
    expect(complaint("👍".repeat(80))).toBe("");
    expect(complaint("👍".repeat(81))).toBe("Use at most 80 characters.");
  });

  test("tidied twice is tidied once, whatever was typed", () => {
    const unit = fc.constantFrom(
      ..."aé \u0301\u200C\u200D\u200B\uFE0F\u{E0100}葛❤1\u094Dक\u2800\n\u180B\u1820\u{1F3F4}\u{E0067}\u{E007F}",
    );
    const text = fc.oneof(
      fc.array(unit).map((all) => all.join("")),
      fc.string({ unit: "binary" }),
    );
    fc.assert(
      fc.property(text, (typed) => {
        expect(tidyLine(tidyLine(typed))).toBe(tidyLine(typed));
        expect(tidyParagraphs(tidyParagraphs(typed))).toBe(tidyParagraphs(typed));
      }),
      { numRuns: 2_000, examples: [["\u0301\u094D\u200D"], ["\u0301\u200B\u200D\u094D\u200D\u0301"]] },
    );
  });

  test("of a person or a workspace holds no link and no markup, but may be that of a site", () => {
    for (const typed of ["<b>Ada</b>", "https://evil.example", "go to www.evil.example"])
      expect(displayName.safeParse(typed).error?.issues[0]?.message).toBe(said("common.noMarkup"));
    expect(displayName.parse("Booking.com")).toBe("Booking.com");
  });
});

describe("two names look the same", () => {
  test.each([
    ["but for a zero-width character", "Road\u200Bmap", "Roadmap"],
    ["but for a joiner", "Road\u200Dmap", "Roadmap"],
    ["but for a variation selector", "❤\uFE0F", "❤"],
    ["but for their case", "STRASSE Σίσυφος", "straße ΣΊΣΥΦΟΣ"],
    ["but for their width", "Ｒｏａｄｍａｐ　１", "Roadmap 1"],
    ["but for their normal form", "A\u030A ﬁle", "Å file"],
    ["but for their gaps", "Road \u00A0 map\u2800", "Road map"],
  ])("%s", (_, one, other) => {
    expect(nameKey(one)).toBe(nameKey(other));
  });

  test.each([
    ["Roadmap", "Road map"],
    ["Resume", "Résumé"],
    ["ısı", "isi"],
  ])("%s and %s do not", (one, other) => {
    expect(nameKey(one)).not.toBe(nameKey(other));
  });
});

describe("other texts", () => {
  test("of several lines keep them, and lose and refuse what a name does", () => {
    const text = paragraphsOf({ most: 500 });
    expect(text.parse("  O\0ne\r\n\r\n\tTwo\u200B\u2028Three\r ")).toBe("One\n\n\tTwo\nThree");
    expect(text.parse("")).toBe("");
    expect(text.safeParse("evil\u202Egnp").success).toBe(false);
    expect(text.safeParse("x".repeat(501)).success).toBe(false);
  });

  test("a search refuses nobody", () => {
    const words = wordsOf({ most: 80 });
    expect(words.parse(" a\0b\u200B \ud800 ")).toBe("a b \uFFFD");
    expect(words.parse("\u202Ex")).toBe("\u202Ex");
  });
});

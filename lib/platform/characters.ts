import { said } from "./said";

// What changes its neighbors. Written as patterns of text: as literals, linters take them for accidents.
const dependents = String.raw`\u200C\u200D\uFE00-\uFE0F\u{E0100}-\u{E01EF}\u180B-\u180F\u{E0020}-\u{E007F}`;
const turns = String.raw`\u202A-\u202E`;
const blanks = String.raw`\u2800\u{1D159}\u{13441}\u{13442}`;
const every = (pattern: string) => new RegExp(pattern, "gu");

/** What shows nothing by itself and is in no name on purpose: zero-width spaces, soft hyphens, fillers, direction marks, and the isolates that address books copy around a name. */
const stray = every(String.raw`(?![${dependents}${turns}])[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]`);

const shown = String.raw`(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{P}\p{S}]`;
const virama =
  "[\\u094D\\u09CD\\u0A4D\\u0ACD\\u0B4D\\u0BCD\\u0C4D\\u0CCD\\u0D4D\\u0DCA\\u1039\\u17D2\\u1A60\\u{11046}]";
const pictured = String.raw`[\p{Emoji}\p{Sm}\p{Script=Han}\p{Script=Myanmar}\p{Script=Phags_Pa}]`;

/** The others change what stands beside them, and mean something there alone: each is kept in its place and nowhere else. */
const inPlace = [
  // Persian parts words with one, Sinhala and Devanagari write ligatures, emoji make families.
  `(?<=${shown}|${pictured}[\\uFE00-\\uFE0F])[\\u200C\\u200D](?=[\\u200C\\u200D]*${shown})`,
  // Malayalam and Sinhala end words in one.
  `(?<=${virama})\\u200D`,
  // Pictures in color, keycaps, and the forms of Han that are only in the names of people and places.
  `(?<=${pictured})[\\uFE00-\\uFE0F]`,
  String.raw`(?<=\p{Script=Han})[\u{E0100}-\u{E01EF}]`,
  String.raw`(?<=(?!\p{Default_Ignorable_Code_Point})\p{Script=Mongolian})[\u180B-\u180F]`,
  // The flags of England, Scotland and Wales.
  String.raw`(?<=\u{1F3F4})[\u{E0020}-\u{E007E}]{1,8}\u{E007F}`,
].join("|");
const dependent = every(`(${inPlace})|[${dependents}]`);
const blank = every(`[${blanks}]`);
const gap = every(String.raw`[\s\p{Cc}]+`);

const inPlaceOnly = (text: string): string =>
  text.replace(dependent, (_, kept: string | undefined) => kept ?? "").normalize("NFC");

const mostPasses = 8;

/** Without what nobody sees and nobody means, composed. Characters that are to be refused are left in. */
function tidied(text: string): string {
  let tidy = text.replace(stray, "").replace(blank, " ").normalize("NFC");
  // Composing may part one from what it stood beside, and then it is out of place.
  for (let pass = 0; pass < mostPasses; pass++) {
    const next = inPlaceOnly(tidy);
    if (next === tidy) return tidy;
    tidy = next;
  }
  return tidy.replace(every(`[${dependents}]`), "").normalize("NFC");
}

/** One line as it is kept and shown: composed, gaps of one blank, no invisible strays. */
export const tidyLine = (text: string): string => tidied(text).replace(gap, " ").trim();

/** The same for several lines, whose breaks and indents stay. */
export const tidyParagraphs = (text: string): string =>
  tidied(text.replace(/\r\n?|[\u2028\u2029]/g, "\n").replace(/[^\P{Cc}\n\t]/gu, "")).trim();

const turning = new RegExp(`[${turns}]`);
const unassignable = /[\p{Co}\p{Noncharacter_Code_Point}]/u;
// Hebrew needs three on a letter, Vietnamese two, Tibetan and Burmese up to four.
const stacked = /[\p{Mn}\p{Me}]{5}|\p{M}{8}/u;
const glyph = new RegExp(String.raw`(?![\p{M}\uFFFC\uFFFD${blanks}])${shown}`, "u");

/** Why no line may hold what this one does, in words for whoever typed it; null where nothing is wrong. */
export function problemOf(tidy: string): string | null {
  if (turning.test(tidy)) return said("common.turningCharacters");
  if (unassignable.test(tidy)) return said("common.unassignedCharacters");
  if (stacked.test(tidy.replace(/[\u200C\u200D]/g, ""))) return said("common.stackedMarks");
  return null;
}

/** Whether somebody who looks at it sees anything. */
export const isVisible = (text: string): boolean => glyph.test(text);

const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** What a person would count as characters: an accent belongs to its letter, a family is one. */
export const graphemesOf = (text: string): string[] =>
  Array.from(segmenter.segment(text), ({ segment }) => segment);

/** Whether a text has at most so many characters, and at most four times as many code points in them. */
export const isWithin = (text: string, most: number): boolean =>
  text.length <= most ||
  (text.length <= 8 * most && [...text].length <= 4 * most && graphemesOf(text).length <= most);

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { create, type Font } from "fontkit";
import { graphemesOf } from "@/lib/platform/characters";
import { unpackWoff } from "./unpack-woff";

export interface Face {
  name: string;
  source: Buffer;
  font: Font;
}

const geist = "geist/dist/fonts/geist-sans/Geist-";
const noto = (family: string, part = family) =>
  `@fontsource/noto-${family}/files/noto-${family}-${part}-400-normal.woff`;
const script = (name: string) => noto(`sans-${name.toLowerCase()}`, name.toLowerCase());

const scripts =
  `Hebrew Arabic Thai Lao Khmer Myanmar Bengali Gujarati Gurmukhi Oriya Tamil Telugu Kannada Malayalam Sinhala
  Georgian Armenian Ethiopic`.split(/\s+/);
const european = ["latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext", "devanagari"];
const east =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]/u;
const [japanese, chinese, korean] = [
  "@embedpdf/fonts-jp/fonts/NotoSansJP-Regular.otf",
  "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
  "@embedpdf/fonts-kr/fonts/NotoSansKR-Regular.otf",
];

/** Files in the order in which they are asked for a character, each with what it is asked for at all. */
const fallbacks: [file: string, isFor: RegExp][] = [
  ...european.map((part) => [noto("sans", part), /[\p{L}\p{M}\p{N}\p{P}\p{S}]/u] satisfies [string, RegExp]),
  ...scripts.map(
    (name) => [script(name), new RegExp(`\\p{Script_Extensions=${name}}`, "u")] satisfies [string, RegExp],
  ),
  [noto("emoji", "emoji"), /\p{Emoji}/u],
];
/** Has a dot for every dot of the first plane: nothing of it is a box. */
const lastResort = "@fontsource/unifont/files/unifont-latin-400-normal.woff";

const opened = new Map<string, Face>();

/** A face by its file below node_modules, read once a process. */
function open(file: string): Face {
  const known = opened.get(file);
  if (known) return known;
  const stored = readFileSync(join(process.cwd(), "node_modules", file));
  const source = file.endsWith(".woff") ? unpackWoff(stored) : stored;
  const font = create(source);
  if (!("layout" in font)) throw new Error(`${file} holds several typefaces`);
  const face = { name: file, source, font };
  opened.set(file, face);
  return face;
}

export type Weight = "Regular" | "SemiBold";

export interface Piece {
  face: Face;
  text: string;
}

/** A text as pieces that one face each can write, in the order in which they are read. */
export function piecesOf(text: string, weight: Weight): Piece[] {
  const pieces: Piece[] = [];
  const files = filesFor(text, weight);
  if (/^[ -~]*$/.test(text)) return [{ face: open(`${geist}${weight}.ttf`), text }];
  for (const grapheme of graphemesOf(text)) {
    const piece = pieceOf(grapheme, files);
    const last = pieces.at(-1);
    if (last?.face === piece.face) last.text += piece.text;
    else pieces.push(piece);
  }
  return pieces.map(shapeable);
}

/** The shaper throws at some marks of some faces. The last resort has nothing to shape, and is legible. */
function shapeable(piece: Piece): Piece {
  try {
    piece.face.font.layout(piece.text, []);
    return piece;
  } catch {
    return { ...piece, face: open(lastResort) };
  }
}

/** Chinese and Japanese share characters and not their forms: kana in a text tell which. */
function filesFor(text: string, weight: Weight): [string, RegExp][] {
  const han = /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)
    ? [japanese, chinese]
    : [chinese, japanese];
  const eastern = [...han, korean].map((file) => [file, east] satisfies [string, RegExp]);
  return [[`${geist}${weight}.ttf`, /./su], ...fallbacks, ...eastern, [lastResort, /./su]];
}

const invisible = /(?![\u200C\u200D])\p{Default_Ignorable_Code_Point}/gu;

function pieceOf(grapheme: string, files: [string, RegExp][]): Piece {
  const text = grapheme.replace(invisible, "");
  for (const [file, isFor] of files) {
    if (!isFor.test(text)) continue;
    const face = open(file);
    if (canWrite(face, text)) return { face, text: withoutJoinersOf(face, text) };
  }
  return { face: open(lastResort), text: text === "" ? "" : "\uFFFD" };
}

const canWrite = ({ font }: Face, text: string): boolean =>
  [...text].every((one) => /[\u200C\u200D]/.test(one) || font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0));

/** A face that has no joiner would draw a box for it. */
const withoutJoinersOf = ({ font }: Face, text: string): string =>
  text.replace(/[\u200C\u200D]/g, (one) => (font.hasGlyphForCodePoint(one.codePointAt(0) ?? 0) ? one : ""));

import { graphemesOf } from "@/lib/platform/characters";
import type { Weight } from "./typefaces";
import { visualLine } from "./visual-line";

type Document = PDFKit.PDFDocument;

export interface Style {
  size: number;
  color: string;
  weight?: Weight;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  isRight?: boolean;
}

/** Letters of the East, of India and of Burma stand higher and hang lower than Latin ones. */
const lineHeight = ({ size }: Style): number => size * 1.4;

/** Writes a text of any script into a column, on as many lines as it needs, and leaves `y` below the last of them. */
export function writeText(document: Document, text: string, style: Style, box: Box): void {
  let { y } = box;
  for (const line of linesOf(document, text, style, box.width)) {
    writeLine(document, line, style, { ...box, y });
    y += lineHeight(style);
  }
  document.y = y;
}

export const heightOf = (document: Document, text: string, style: Style, width: number): number =>
  linesOf(document, text, style, width).length * lineHeight(style);

function writeLine(document: Document, line: string, style: Style, { x, y, width, isRight }: Box): void {
  let at = isRight ? x + width - widthOf(document, line, style) : x;
  document.fillColor(style.color);
  for (const { face, text } of visualLine(line, style.weight ?? "Regular")) {
    document.registerFont(face.name, face.source).font(face.name).fontSize(style.size);
    document.text(text, at, y + style.size, { ...asOne, baseline: "alphabetic" });
    at += document.widthOfString(text, asOne);
  }
}

/** With features named, even none, pdfkit shapes a text as a whole and not word by word. */
const asOne = { features: [], lineBreak: false } satisfies PDFKit.Mixins.TextOptions;

function widthOf(document: Document, line: string, style: Style): number {
  const widths = visualLine(line, style.weight ?? "Regular").map(({ face, text }) => {
    document.registerFont(face.name, face.source).font(face.name).fontSize(style.size);
    return document.widthOfString(text, asOne);
  });
  return widths.reduce((sum, width) => sum + width, 0);
}

/** Broken between words, and through one that is longer than a line. Each word is measured once: shaping is dear. */
function linesOf(document: Document, text: string, style: Style, width: number): string[] {
  const lines: string[] = [];
  let [line, taken] = ["", 0];
  for (const part of wordsOf(text).flatMap((word) => splitTo(document, word, style, width))) {
    if (line !== "" && taken + widthOf(document, part.trimEnd(), style) > width) {
      lines.push(line.trimEnd());
      [line, taken] = ["", 0];
    }
    line += part;
    taken += widthOf(document, part, style);
  }
  return [...lines, line.trimEnd()];
}

const splitTo = (document: Document, word: string, style: Style, width: number): string[] =>
  widthOf(document, word.trimEnd(), style) > width ? graphemesOf(word) : [word];

const segmenter = new Intl.Segmenter("en", { granularity: "word" });

/** Words with what follows them, also of scripts that write none apart. */
function wordsOf(text: string): string[] {
  const words: string[] = [];
  for (const { segment, isWordLike } of segmenter.segment(text)) {
    const last = words.length - 1;
    const isAttached =
      last >= 0 && ((!isWordLike && !opening.test(segment)) || opening.test(words[last] ?? ""));
    if (isAttached) words[last] += segment;
    else words.push(segment);
  }
  return words;
}

const opening = /^[\p{Ps}\p{Pi}]$/u;

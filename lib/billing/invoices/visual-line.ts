import bidiFactory from "bidi-js";
import { graphemesOf } from "@/lib/platform/characters";
import { type Piece, piecesOf, type Weight } from "./typefaces";

const bidi = bidiFactory();

interface Stretch {
  text: string;
  level: number;
}

/** One line as pieces from left to right, whichever way each is read. */
export function visualLine(line: string, weight: Weight): Piece[] {
  const stretches = stretchesOf(line);
  if (stretches.every(({ level }) => level === 0)) return piecesOf(line, weight);
  return reordered(stretches).flatMap(({ text, level }) => {
    const isBackward = level % 2 === 1;
    const pieces = piecesOf(isBackward ? mirrored(text) : text, weight);
    return (isBackward ? pieces.toReversed() : pieces).map((piece) => turned(piece, isBackward));
  });
}

/** Neighbors of one level of embedding. Nothing before the Hebrew block is read from the right. */
function stretchesOf(line: string): Stretch[] {
  if (/^[\0-\u0590]*$/.test(line)) return [{ text: line, level: 0 }];
  const { levels } = bidi.getEmbeddingLevels(line);
  const stretches: Stretch[] = [];
  let at = 0;
  for (const grapheme of graphemesOf(line)) {
    const level = levels[at] ?? 0;
    at += grapheme.length;
    const last = stretches.at(-1);
    if (last?.level === level) last.text += grapheme;
    else stretches.push({ text: grapheme, level });
  }
  return stretches;
}

/** Rule L2 of the bidirectional algorithm: from the deepest level up, whatever is as deep is turned round. */
function reordered(stretches: Stretch[]): Stretch[] {
  const order = [...stretches];
  for (let level = Math.max(0, ...order.map((one) => one.level)); level > 0; level--) {
    for (let start = 0; start < order.length; start++) {
      let end = start;
      while ((order[end]?.level ?? -1) >= level) end++;
      order.splice(start, end - start, ...order.slice(start, end).reverse());
      start = end;
    }
  }
  return order;
}

const mirrored = (text: string): string =>
  Array.from(text, (one) => bidi.getMirroredCharacter(one) ?? one).join("");

/** The shaper goes by the script alone: it turns Arabic digits too, and leaves the signs between Hebrew words. */
function turned({ face, text }: Piece, isBackward: boolean): Piece {
  const isTurnedAnyway = face.font.layout(text, []).direction === "rtl";
  return { face, text: isTurnedAnyway === isBackward ? text : graphemesOf(text).reverse().join("") };
}

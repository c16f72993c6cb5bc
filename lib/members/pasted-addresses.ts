import addressparser from "nodemailer/lib/addressparser/index.js";

/**
 * What stands for addresses in a list as people paste it: with names, from a spreadsheet, numbered, as links, parted by
 * whatever their mail program parts by. What is no address is there as it was written, so that it can be pointed at.
 */
export function pastedAddresses(text: string): string[] {
  const lines = plain(text)
    .split("\n")
    .map((line) => line.replace(numbering, "").trim())
    .filter(Boolean);
  return cellsOf(lines).flatMap((line) =>
    addressparser(parted(line), { flatten: true })
      .map(({ address, name }) => trimmed(address || name))
      .filter(Boolean),
  );
}

const numbering =
  /^\s*(?:[(（]?\p{Nd}{1,3}(?:[)）、\]]\s*|[.．:]\s+)|[•·▪▫◦‣●○➢✓✔☐]\s*|[-–—*+]\s+|[a-z][.)]\s+)/u;

const plain = (text: string): string =>
  text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replace(/\r\n?|[\u2028\u2029]/g, "\n")
    .replace(/[“”„‟＂«»]/g, '"')
    .replace(/＜/g, "<")
    .replace(/＞/g, ">")
    .replace(/\[[^[\]\n]*\]\(mailto:([^()\s]*)\)/gi, "$1")
    .replace(/mailto:/gi, "")
    .replace(/(@[^\s?<>,;@]+)\?[^\s<>,;]*/g, "$1");

/** Of a table with one address a row, its heading aside, only that column counts. */
function cellsOf(lines: string[]): string[] {
  const rows = lines.map((line) => line.split(/[\t,;|，；]/));
  const [heading = [], ...others] = rows;
  const isRow = (cells: string[]) => cells.filter((cell) => cell.includes("@")).length === 1;
  const isTable =
    heading.length > 1 &&
    others.every((cells) => cells.length === heading.length && isRow(cells)) &&
    (lines[0]?.includes("\t") || others.length > 0);
  if (!isTable) return lines;
  return rows.flatMap((cells) => cells.filter((cell) => cell.includes("@")));
}

// The parser takes the "(at)" of an address for a remark, and drops it.
const [opening, closing] = ["⦅", "⦆"] as const;

// Bounded, and from where a word begins, so that no list takes longer than in proportion to its length.
const pieces = /"[^"]*"|<[^<>]*>|(?<![^\s,;<>"])[^\s,;<>"@]{1,64}@[^\s,;<>"@]{1,255}(?![^\s,;<>"])(?!\s*<)/g;

/** With a comma after each address, and without what a parser would read as quotes or remarks and is none. */
function parted(line: string): string {
  const isQuoted = (line.match(/"/g)?.length ?? 0) % 2 === 0;
  return (isQuoted ? line : line.replaceAll('"', ""))
    .replace(/[，；、;|\t]/g, ",")
    .replace(/\s\([^()]*\)/g, "")
    .replaceAll("(", opening)
    .replaceAll(")", closing)
    .replace(pieces, (piece) => (piece.startsWith('"') ? piece : `${piece},`));
}

/** Longer than any address with what may stand around it. */
const longest = 400;

function trimmed(word: string): string {
  const address = word.replaceAll(opening, "(").replaceAll(closing, ")");
  if (address.length > longest) return address;
  return address.replace(/^[\s<([{'"‘’]+|[\s>)\]}'"‘’.。!?…]+$/gu, "");
}

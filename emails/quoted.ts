import { graphemesOf, tidyLine } from "@/lib/platform/characters";

const longest = 40;
const parting = "\u200C";

/**
 * A name that people chose, as our mails say it: in quotes it cannot leave, at most 40 characters, and parted at what
 * makes addresses. Zero-width non-joiners leave it readable, and no mail program takes it for a link or a number to call.
 */
export function quoted(name: string): string {
  const line = tidyLine(name).replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
  const letters = graphemesOf(line);
  const short = letters.length > longest ? `${letters.slice(0, longest - 1).join("")}…` : line;
  return `“${parted(short.replace(/[“”„‟"＂«»]/g, "'"))}”`;
}

/** What people wrote, with nothing in it that a mail program takes for a link or a number to call. */
export function parted(name: string): string {
  const withoutAddress = name.replace(/[.@:/\\。．｡․＠：／](?=\S)/gu, `${parting}$&${parting}`);
  const isNumber = (name.match(/\p{Nd}/gu)?.length ?? 0) >= 6;
  return isNumber
    ? withoutAddress.replace(/\p{Nd}(?!\uFE0F?\u20E3)(?=[^\p{L}]*\p{Nd})/gu, `$&${parting}`)
    : withoutAddress;
}

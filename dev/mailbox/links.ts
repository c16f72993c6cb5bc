/** The web addresses of a mail: what its HTML links to, then what its text spells out; each once. */
export function findLinks(html: string | null, text: string): string[] {
  const anchors = (html ?? "").matchAll(/<a\b[^>]*?\bhref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi);
  const linked = Array.from(anchors, ([, double, single, bare]) =>
    decodeEntities(double ?? single ?? bare ?? "").trim(),
  );
  const spelled = Array.from(text.matchAll(webAddress), ([address]) => address);
  return [...new Set([...linked, ...spelled])].filter((address) => /^https?:\/\//i.test(address));
}

/** A sentence's punctuation at the end is not part of the address. */
export const webAddress = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]]/gi;

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (entity, hex, decimal, name) => {
      if (name) return named[name.toLowerCase()] ?? entity;
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : entity;
    },
  );
}

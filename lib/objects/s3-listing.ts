import type { Listed } from "./store";

/** One answer of ListObjectsV2. Keys are ours and have nothing to unescape; only the token to go on with may. */
export function parsePage(xml: string): { objects: Listed[]; next: string | null } {
  const objects = [...xml.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = ""]) => ({
    key: textOf(entry, "Key"),
    size: Number(textOf(entry, "Size")),
    modifiedAt: new Date(textOf(entry, "LastModified")),
  }));
  return {
    objects,
    next: textOf(xml, "IsTruncated") === "true" ? textOf(xml, "NextContinuationToken") : null,
  };
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function textOf(xml: string, name: string): string {
  const [, text = ""] = new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml) ?? [];
  return text.replace(/&(\w+);/g, (whole, entity: string) => entities[entity] ?? whole);
}

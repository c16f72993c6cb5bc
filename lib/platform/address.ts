/** What an address is counted by: itself, or its /64 for IPv6, because one household owns the whole /64. */
export function addressBlock(ip: string | null): string {
  if (ip === null) return "unknown";
  if (!ip.includes(":")) return ip;
  const [head = "", tail = ""] = ip.toLowerCase().split("::");
  const left = head.split(":").filter(Boolean);
  const right = ip.includes("::") ? tail.split(":").filter(Boolean) : [];
  const groups = [...left, ...Array(Math.max(0, 8 - left.length - right.length)).fill("0"), ...right];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}

/**
 * The caller's address as far as it can be believed: Vercel's own header, or the entry appended by the outermost of
 * `trusted` proxies of ours. Null when nobody vouches: a client may write anything into X-Forwarded-For.
 */
export function clientAddress(headers: Pick<Headers, "get">, trusted: "vercel" | number): string | null {
  if (trusted === "vercel") return headers.get("x-vercel-forwarded-for")?.split(",")[0]?.trim() || null;
  if (trusted === 0) return null;
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").map((hop) => hop.trim());
  return hops.at(-trusted)?.replace(/^::ffff:/, "") || null;
}

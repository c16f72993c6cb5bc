import ipaddr from "ipaddr.js";

/**
 * The caller's address as far as it can be believed: Vercel's own header, or the entry appended by the outermost of
 * `trusted` proxies of ours. Null when nobody vouches: a client may write anything into X-Forwarded-For.
 */
export function clientAddress(headers: Pick<Headers, "get">, trusted: "vercel" | number): string | null {
  if (trusted === 0) return null;
  const name = trusted === "vercel" ? "x-vercel-forwarded-for" : "x-forwarded-for";
  const hops = (headers.get(name) ?? "").split(",");
  return parseAddress(hops.at(trusted === "vercel" ? 0 : -trusted))?.toString() ?? null;
}

/** What an address is counted by: itself, or its /64 for IPv6, because one household owns the whole /64. */
export function addressBlock(ip: string | null): string {
  const address = parseAddress(ip ?? "");
  if (!address) return "unknown";
  if (address instanceof ipaddr.IPv4) return address.toString();
  return address.parts
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(":");
}

interface Block {
  name: string;
  /** How many times what the narrowest may do this one may. */
  share: number;
}

/**
 * The blocks an address lies in, the narrowest first. Providers hand out a /56 or a /48 of IPv6 as readily as a /64, and
 * whoever holds one could come from hundreds of the narrow ones; but a wide one may also be a town's.
 */
export function addressBlocks(ip: string): [Block, ...Block[]] {
  const narrow = { name: addressBlock(ip), share: 1 };
  const [first = "", second = "", third = "", fourth] = narrow.name.split(":");
  if (fourth === undefined) return [narrow];
  const site = [first, second, third].join(":");
  const subnet = (Number.parseInt(fourth, 16) >> 8).toString(16);
  return [narrow, { name: `${site}:${subnet}/56`, share: 4 }, { name: `${site}/48`, share: 16 }];
}

/** An address however a proxy wrote it: with a port, in brackets, with a zone, IPv4 inside of IPv6. Null when it is none. */
function parseAddress(written = ""): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const bare = written.trim().replace(/^\[(.*)\](?::\d{1,5})?$|^([\d.]+):\d{1,5}$/, "$1$2");
  const text = bare.replace(/%.*$/, "");
  // The library also reads what only C does, such as 0x7f.1 and octal.
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text);
  if (!ipaddr.IPv6.isValid(text)) return null;
  const address = ipaddr.IPv6.parse(text);
  return address.isIPv4MappedAddress() ? address.toIPv4Address() : address;
}

import { type LookupAddress, lookup } from "node:dns";
import type { LookupFunction } from "node:net";
import ipaddr from "ipaddr.js";
import { env } from "@/env";

/** Why a request was not sent: it would have gone where only this network may go. No later attempt can change that. */
export class PrivateAddress extends Error {
  override name = "PrivateAddress";
}

/** Public by its range, and yet a cloud's own: Azure's platform answers there. */
const inside = new Set(["168.63.129.16"]);

/**
 * Whether an address is somebody else's on the public internet. Everything that is not known to be is not: loopback, private,
 * link-local with the clouds' metadata, carrier-grade NAT, multicast, and IPv6 that only wraps an IPv4 address (mapped, NAT64,
 * 6to4, Teredo).
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || inside.has(address)) return false;
  const range = ipaddr.parse(address).range();
  return range === "unicast" || (range === "loopback" && env().WEBHOOKS_ALLOW_LOOPBACK);
}

/**
 * A look-up for `node:https` that hands on public addresses alone. The connection is made to the very address that was
 * checked, so that a name which answers otherwise a second time gains nothing.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (failure, found) => {
    if (failure) return callback(failure, []);
    const refused = found.find(({ address }) => !isPublic(address));
    if (refused) return callback(new PrivateAddress(`${hostname} leads to a private address`), []);
    const [first] = found;
    if (options.all || !first) return callback(null, found satisfies LookupAddress[]);
    return callback(null, first.address, first.family);
  });
};

import { env } from "@/env";
import type { Origin } from "@/lib/core/context";
import { clientAddress } from "@/lib/platform/address";

const longestUserAgent = 300;

/** Outside the middleware a client may have chosen it. */
const ours = (id: string | null): string | null => (id && /^[\da-f-]{36}$/.test(id) ? id : null);

/** What a request says of where it came from, reduced to what this deployment has reason to believe. */
export function originOf(headers: Pick<Headers, "get">): Origin {
  return {
    host: headers.get("host") ?? "",
    requestId: ours(headers.get("x-request-id")) ?? crypto.randomUUID(),
    ip: clientAddress(headers, env().TRUSTED_PROXY),
    userAgent: headers.get("user-agent")?.slice(0, longestUserAgent) ?? null,
  };
}

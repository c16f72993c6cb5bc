import { env } from "@/env";
import type { Origin } from "@/lib/core/context";
import { clientAddress } from "@/lib/platform/address";

/** What a request says of where it came from, reduced to what this deployment has reason to believe. */
export function originOf(headers: Pick<Headers, "get">): Origin {
  return {
    host: headers.get("host") ?? "",
    requestId: headers.get("x-request-id") ?? crypto.randomUUID(),
    ip: clientAddress(headers, env().TRUSTED_PROXY),
    userAgent: headers.get("user-agent"),
  };
}

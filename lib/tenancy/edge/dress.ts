import type { NextResponse } from "next/server";
import { env, site } from "@/env";
import { type Speaking, standingHeaders, unlessPublic } from "@/lib/platform/header-policy";
import { parseHost } from "../host";
import type { Verdict } from "./cap";

/** Behind these an address opens something by itself: a mailed link, a one-time code. */
const secretPath = /^\/(?:(?:reset-password|verify-email|invitations|confirm|sign-in)\/(?!done$).|auth\/)/;

/** What an answer may promise for its host, and whether its address is a secret. */
export function speakingOf(host: string | null, path: string): Speaking {
  const { scheme, rootDomain } = site();
  const isRoot = parseHost(host, rootDomain).kind === "root";
  return {
    scheme,
    coversSubdomains: isRoot && env().HSTS_SUBDOMAINS,
    isSecret: secretPath.test(path),
  };
}

interface Clothes extends Speaking {
  /** The content security policy with this request's nonce. */
  policy: string;
  requestId: string;
}

/** Gives an answer what every answer carries, and what the limits have to say. */
export function dress(response: NextResponse, verdict: Verdict, clothes: Clothes): NextResponse {
  const { policy, requestId, ...speaking } = clothes;
  const all = {
    ...standingHeaders(speaking),
    ...unlessPublic,
    "content-security-policy": policy,
    "x-request-id": requestId,
    vary: "host",
    ...limitHeaders(verdict),
  };
  for (const [name, value] of Object.entries(all)) response.headers.set(name, value);
  return response;
}

function limitHeaders(verdict: Verdict): Record<string, string> {
  const { limit, remaining, resetSeconds, isDegraded, isAllowed, retryAfterSeconds } = verdict;
  return {
    ...(limit
      ? {
          "ratelimit-limit": String(limit),
          "ratelimit-remaining": String(remaining),
          "ratelimit-reset": String(resetSeconds),
        }
      : {}),
    ...(isDegraded ? { "x-ratelimit-degraded": "local" } : {}),
    ...(isAllowed ? {} : { "retry-after": String(retryAfterSeconds) }),
  };
}

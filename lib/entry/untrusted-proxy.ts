import type { IncomingHttpHeaders } from "node:http";
import { env } from "@/env";
import { log } from "@/lib/platform/log";

let isTold = false;

/**
 * Warns, once in the life of this process, of a proxy that `TRUSTED_PROXY` does not know: nothing breaks, but no caller has an
 * address. Has to come before Next, which writes the header itself where it is missing.
 */
export function warnOfUntrustedProxy(headers: IncomingHttpHeaders): void {
  if (isTold) return;
  const problem = proxyProblem(headers["x-forwarded-for"], env().TRUSTED_PROXY);
  if (problem === null) return;
  isTold = true;
  log().warn(problem);
}

/** What is wrong between X-Forwarded-For as it arrived and the proxies that are trusted, as a sentence; null for nothing. */
export function proxyProblem(
  forwarded: string | string[] | undefined,
  trusted: "vercel" | number,
): string | null {
  if (forwarded === undefined || trusted === "vercel") return null;
  if (trusted === 0)
    return `A request came through a proxy, and TRUSTED_PROXY says nothing of any. ${effect}`;
  const entries = String(forwarded).split(",").length;
  if (entries >= trusted) return null;
  return `A request came with an X-Forwarded-For that names fewer proxies than TRUSTED_PROXY=${trusted}. ${effect}`;
}

const effect =
  "Callers have no address here: nothing is limited by it, and neither sessions nor the audit log show one. " +
  "Set TRUSTED_PROXY to the number of your proxies in front of this server. Where there are none, a client made the header up.";

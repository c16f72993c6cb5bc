import { isIP } from "node:net";
import { z } from "zod";
import { env } from "@/env";
import { said } from "@/lib/platform/said";
import { isPublic } from "./public-address";

/** Ports on which something other than the web answers, below those that anybody may listen on. */
const lowestFreePort = 1_024;

/** What is wrong with an address events are to be sent to; null where nothing is. Asked when it is saved and at every attempt. */
export function faultOf(text: string): string | null {
  const url = URL.parse(text);
  if (!url) return said("webhooks.refused.notAddress");
  const host = hostOf(url);
  const isLocal = env().WEBHOOKS_ALLOW_LOOPBACK && isLoopback(host);
  if (url.protocol !== "https:" && !(isLocal && url.protocol === "http:"))
    return said("webhooks.refused.onlyHttps");
  if (url.username || url.password) return said("webhooks.refused.credentials");
  if (url.hash) return said("webhooks.refused.fragment");
  const port = Number(url.port || 443);
  if (port !== 443 && port !== 80 && port < lowestFreePort) return said("webhooks.refused.port");
  if (isIP(host) ? !isPublic(host) : isLoopback(host) && !isLocal) return said("webhooks.refused.private");
  return null;
}

/** The name or address of a URL, IPv6 without its brackets. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, "");

const isLoopback = (host: string): boolean =>
  host === "localhost" || host.endsWith(".localhost") || host === "127.0.0.1" || host === "::1";

export const endpointUrl = z
  .string()
  .trim()
  .max(2_000)
  .superRefine((text, { addIssue }) => {
    const message = faultOf(text);
    if (message) addIssue({ code: "custom", message });
  })
  .transform((text) => new URL(text).href);

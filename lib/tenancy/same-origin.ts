import type { Site } from "@/env";
import { publicHost, spelledHost } from "./host";

export const fromAnotherSite = "This request came from another site. Please open the page and try again.";

/**
 * Whether a request was made by a page of the host it is sent to. Subdomains are same-site, so SameSite cookies give
 * nothing between tenants; Sec-Fetch-Site, and Origin where a browser names one, do.
 */
export function isSameOrigin(headers: Pick<Headers, "get">, site: Site): boolean {
  const fetchSite = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  if (fetchSite !== null && fetchSite !== "same-origin") return false;
  // A page that sends no referrer names no origin either; then the browser's own word is all there is.
  if (origin === null || origin === "null") return fetchSite === "same-origin";
  return isOriginOf(origin, headers.get("host"), site);
}

function isOriginOf(origin: string, host: string | null, site: Site): boolean {
  if (host === null || !URL.canParse(origin)) return false;
  const { protocol, host: named } = new URL(origin);
  if (!["http:", "https:"].includes(protocol)) return false;
  // Who is on the wire writes pages for plain http.
  if (site.scheme === "https" && protocol === "http:") return false;
  return [publicHost(host, site), spelledHost(host)].includes(named.replace(/\.(?=:|$)/, ""));
}

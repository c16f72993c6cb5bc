import { AppError } from "@/lib/core/errors";

/**
 * Refuses a state-changing request that another site or a sibling workspace's page made. Subdomains are same-site, so
 * SameSite cookies give nothing between tenants; Sec-Fetch-Site, or Origin on old browsers, does.
 */
export function assertSameOrigin(headers: Pick<Headers, "get">): void {
  const fetchSite = headers.get("sec-fetch-site");
  if (fetchSite === "same-origin") return;
  const origin = headers.get("origin") ?? "";
  const isSame = fetchSite === null && URL.canParse(origin) && new URL(origin).host === headers.get("host");
  if (!isSame)
    throw new AppError(
      "forbidden",
      "This request came from another site. Please open the page and try again.",
    );
}

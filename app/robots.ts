import type { MetadataRoute } from "next";
import { headers } from "next/headers";
import { site } from "@/env";
import { parseHost, rootUrl } from "@/lib/tenancy/host";

/** Only the root domain is for search engines; a workspace is private, and so is the console. */
// The address is the deployment’s, known when it runs and not when it is built.
export const dynamic = "force-dynamic";

export default async function robots(): Promise<MetadataRoute.Robots> {
  const home = site();
  const { kind } = parseHost((await headers()).get("host"), home.rootDomain);
  if (kind !== "root") return { rules: { userAgent: "*", disallow: "/" } };
  return { rules: { userAgent: "*", allow: "/", disallow: ["/t/", "/api/"] }, host: rootUrl(home) };
}

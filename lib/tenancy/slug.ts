import { z } from "zod";
import { said } from "@/lib/platform/said";

const reserved = new Set(
  `www app api admin auth account accounts login signin signup sso oauth id saml scim mail email smtp imap pop mx ns ns1
  ns2 ns3 ns4 dns ftp sftp ssh vpn cdn static assets img images media files upload uploads download downloads docs help
  support status blog news about legal terms privacy security abuse postmaster hostmaster webmaster noreply billing pay
  payment payments invoice invoices checkout stripe webhook webhooks hook hooks dashboard console portal root system
  internal intranet private dev development staging stage test testing qa preview beta demo sandbox prod production local
  localhost vercel neon upstash autodiscover autoconfig wpad isatap git ci cd jenkins grafana prometheus metrics sentry
  log logs monitor health healthz ready db database redis cache queue worker cron job jobs tenant tenants workspace
  workspaces team teams org orgs user users me my new edit settings null undefined true false site sites web mobile
  tenantry staff operator operators pricing careers jobs contact sales press partners enterprise marketplace store shop
  oauth2 openid graphql rest rpc socket ws wss mqtt proxy gateway edge origin backup archive public secure secret
  password reset verify invite invitations sitemap robots favicon feed rss atom analytics ads affiliate community forum
  chat events calendar search explore trending home index default example sample guest anonymous owner everyone here`
    .split(/\s+/)
    .filter(Boolean),
);

const skeletons = new Set([...reserved].map(skeleton));

/** One label of a host name: a letter first, no double hyphen (so no `xn--` and no `tenant---branch`), 3 to 40 characters. */
export const slugPattern = /^[a-z](?:[a-z0-9]|-(?!-)){1,38}[a-z0-9]$/;

/** A subdomain a company may claim. */
export const slugSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(3, said("common.tooShort", { limit: 3 }))
  .max(40, said("common.tooLong", { limit: 40 }))
  .regex(slugPattern, said("tenancy.refused.slug"))
  .refine((slug) => !isReserved(slug), said("tenancy.refused.reserved"));

/** Whether a slug is one of ours, or looks like one of ours: `adm1n`, `paypa1`-style swaps count. */
export function isReserved(slug: string): boolean {
  return reserved.has(slug) || skeletons.has(skeleton(slug));
}

/** A first suggestion from a company's name: "Møller & Sons, Ltd." gives `moller-sons-ltd`. */
export function suggestSlug(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ø", "o")
    .replaceAll("ß", "ss")
    .replaceAll("æ", "ae");
  return plain
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^[^a-z]+|-+$/g, "")
    .slice(0, 40)
    .replace(/-+$/, "");
}

function skeleton(slug: string): string {
  return slug
    .replaceAll("-", "")
    .replaceAll("rn", "m")
    .replaceAll("vv", "w")
    .replaceAll("0", "o")
    .replace(/[1i]/g, "l")
    .replaceAll("5", "s");
}

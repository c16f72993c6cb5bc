import type { Site } from "@/env";
import { withBasePath } from "@/lib/platform/base-path";
import { slugPattern } from "./slug";

export type Host =
  | { kind: "root" }
  | { kind: "console" }
  | { kind: "workspace"; slug: string }
  /** `www.` of the root domain: one canonical home. */
  | { kind: "alias" }
  | { kind: "unknown" };

const shape = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/**
 * Reads a Host header: lower case, without port and trailing dot, ASCII letters only. What is not the root domain or one
 * label below it is unknown; a reserved label is unknown too, because no workspace can have it.
 */
export function parseHost(header: string | null, rootDomain: string): Host {
  const host = normalise(header ?? "");
  const root = normalise(rootDomain);
  if (!shape.test(host)) return { kind: "unknown" };
  if (host === root) return { kind: "root" };
  if (!host.endsWith(`.${root}`)) return { kind: "unknown" };
  const label = host.slice(0, -root.length - 1);
  if (label === "www") return { kind: "alias" };
  if (label === "admin") return { kind: "console" };
  return slugPattern.test(label) ? { kind: "workspace", slug: label } : { kind: "unknown" };
}

function normalise(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/:\d{1,5}$/, "")
    .replace(/\.$/, "");
}

/**
 * The host of a request under its one name: that of the configuration where it is ours, port included, so that neither a
 * proxy that drops or adds a port nor a browser's spelling makes another of it.
 */
export function publicHost(header: string | null, { rootDomain }: Pick<Site, "rootDomain">): string {
  const host = parseHost(header, rootDomain);
  switch (host.kind) {
    case "root":
      return rootDomain;
    case "console":
      return `admin.${rootDomain}`;
    case "workspace":
      return `${host.slug}.${rootDomain}`;
    case "alias":
    case "unknown":
      return spelledHost(header ?? "");
  }
}

/** A host as it was asked for, in one spelling: lower case, without a trailing dot and the default ports. */
export const spelledHost = (host: string): string =>
  host
    .trim()
    .toLowerCase()
    .replace(/:(?:80|443)$/, "")
    .replace(/\.(?=:\d{1,5}$|$)/, "");

/** The public address of a path on a workspace: its own host, or `/t/<slug>` where there is only one host. */
export function workspaceUrl(site: Site, slug: string, path = "/"): string {
  return site.routing === "path"
    ? rootUrl(site, withBasePath(workspaceBasePath(site, slug), path))
    : `${site.scheme}://${slug}.${site.rootDomain}${path}`;
}

export const rootUrl = (site: Site, path = "/"): string => `${site.scheme}://${site.rootDomain}${path}`;

/** What every link inside a workspace starts with. */
export const workspaceBasePath = (site: Site, slug: string): string =>
  site.routing === "path" ? `/t/${slug}` : "";

import { env, site } from "@/env";
import type { Tenant } from "@/lib/core/context";

export const sessionSeconds = 60 * 60 * 24 * 30;

export interface SessionCookie {
  name: string;
  /** Part of the key: a cookie of one workspace cannot even be decrypted on another. */
  salt: string;
  isSecure: boolean;
}

/** The host-only session cookie of a workspace, or of the root domain for null. */
export function sessionCookie(tenant: Pick<Tenant, "id" | "slug"> | null): SessionCookie {
  const { scheme, routing } = site();
  const isSecure = scheme === "https";
  const suffix = routing === "path" && tenant ? `.${tenant.slug}` : "";
  const name = `${isSecure ? "__Host-" : ""}sid${suffix}`;
  return { name, salt: `${name}|${tenant?.id ?? "root"}`, isSecure };
}

export const authSecret = (): string => env().AUTH_SECRET;

import { site } from "@/env";
import type { Tenant } from "@/lib/core/context";

/**
 * A cookie of one workspace's host for a few minutes: host-only and out of scripts' reach. The `__Host-` prefix keeps a
 * page of a sibling workspace from planting one.
 */
export function hostCookie(name: "handoff" | "sign-up", tenant: Pick<Tenant, "slug"> | null, maxAge: number) {
  const { scheme, routing } = site();
  const secure = scheme === "https";
  const suffix = routing === "path" && tenant ? `.${tenant.slug}` : "";
  return {
    name: `${secure ? "__Host-" : ""}${name}${suffix}`,
    options: { httpOnly: true, secure, sameSite: "lax", path: "/", maxAge },
  } as const;
}

export const handoffCookie = (tenant: Pick<Tenant, "slug">) => hostCookie("handoff", tenant, 120);

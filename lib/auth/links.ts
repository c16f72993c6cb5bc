import { site } from "@/env";
import type { Tenant } from "@/lib/core/context";
import { rootUrl, workspaceUrl } from "@/lib/tenancy/host";

/**
 * The absolute address of a path on a workspace, or on the root domain for null. Made from the configuration and the
 * database, never from a request: a forged Host must not decide where a mailed secret is sent.
 */
export const linkOn = (tenant: Pick<Tenant, "slug"> | null, path: string): string =>
  tenant ? workspaceUrl(site(), tenant.slug, path) : rootUrl(site(), path);

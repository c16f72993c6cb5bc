import { and, eq, inArray } from "drizzle-orm";
import { memberships, tenants, users } from "@/db/schema/platform";
import { usageWarnings } from "@/db/schema/tenant";
import { enterTenant, type PlatformDb, type TenantDb, withPlatform } from "@/db/tenant";
import { site } from "@/env";
import { emitter } from "@/lib/core/events";
import { can, roles } from "@/lib/core/permissions";
import { warning } from "@/lib/entitlements/check";
import { entitlementOf, limitOf } from "@/lib/entitlements/entitlement";
import { features } from "@/lib/entitlements/features";
import type { Cap } from "@/lib/entitlements/plans";
import { sendMail } from "@/lib/notifications/send-mail";
import { workspaceUrl } from "@/lib/tenancy/host";
import { usedNow } from "@/lib/usage/consume-usage";
import { metrics } from "@/lib/usage/metrics";
import { amountWords } from "@/lib/usage/usage-words";

const metered = ["apiCalls", "storage"] as const;

/** Tells who pays, once per period and level, that a metered limit is nearly or wholly used up. */
export async function warnUsage(tenantId: string): Promise<void> {
  await withPlatform(async (db) => {
    const tenantDb = await enterTenant(db, tenantId);
    const entitlement = await entitlementOf(tenantDb, tenantId);
    for (const feature of metered) {
      const { metric } = features[feature];
      const limit = limitOf(entitlement, feature);
      const { used, period } = await usedNow(tenantDb, tenantId, metric);
      const { warnAt } = warning(limit, used);
      if (!warnAt) continue;
      const warned = { tenantId, metric, periodStart: period.startsAt, level: warnAt };
      const fresh = await tenantDb.insert(usageWarnings).values(warned).onConflictDoNothing().returning();
      const isSoft = features[feature].isSoft(entitlement.plan);
      if (fresh.length > 0) await tell(db, tenantDb, tenantId, { feature, warnAt, used, limit, isSoft });
    }
  });
}

interface Warning {
  feature: (typeof metered)[number];
  warnAt: 80 | 100;
  used: number;
  limit: Cap;
  isSoft: boolean;
}

async function tell(db: PlatformDb, tenantDb: TenantDb, tenantId: string, warned: Warning): Promise<void> {
  const { feature, warnAt, used, limit, isSoft } = warned;
  const { name } = metrics[features[feature].metric];
  const actor = { kind: "system", id: null, label: "Tenantry" } as const;
  const emit = emitter(tenantDb, { tenantId, actor, origin: null });
  await emit("usage.warned", { id: feature, label: name }, { percent: warnAt, used, limit });
  const payers = await db
    .select({ email: users.email, workspaceName: tenants.name, slug: tenants.slug })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.role, payingRoles)));
  for (const { email, workspaceName, slug } of payers) {
    const figures = { used: amountWords(feature, used), limit: amountWords(feature, limit) };
    const url = workspaceUrl(site(), slug, "/settings/usage");
    await sendMail(db, email, "usageWarning", {
      ...{ workspaceName, metric: name, percent: warnAt, isSoft, ...figures, url },
    });
  }
}

const payingRoles = roles.filter((role) => can(role, "billing:manage"));

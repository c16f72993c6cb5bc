import { usageWarnings } from "@/db/schema/platform";
import { type PlatformDb, type TenantDb, withPlatform, withTenant } from "@/db/tenant";
import { billingContacts } from "@/lib/billing/billing-contacts";
import { emitter } from "@/lib/core/events";
import { warning } from "@/lib/entitlements/check";
import { currencyOf, entitlementOf, limitOf } from "@/lib/entitlements/entitlement";
import { features, type MeteredFeature, meteredFeatures } from "@/lib/entitlements/features";
import { isBilledBeyond } from "@/lib/entitlements/overage";
import type { Cap } from "@/lib/entitlements/plans";
import { sendMail } from "@/lib/notifications/send-mail";
import { productName } from "@/lib/platform/product";
import { usedNow } from "@/lib/usage/consume-usage";
import { metrics } from "@/lib/usage/metrics";
import { amountWords } from "@/lib/usage/usage-words";

interface Warning {
  feature: MeteredFeature;
  periodStart: Date;
  warnAt: 80 | 100;
  used: number;
  limit: Cap;
  isSoft: boolean;
  isAgreed: boolean;
}

/** Tells who pays, once per period and level, that a metered limit is nearly or wholly used up. */
export async function warnUsage(tenantId: string): Promise<void> {
  const due = await withTenant(tenantId, (db) => findWarnings(db, tenantId), { isReadOnly: true });
  if (due.length === 0) return;
  await withPlatform(async (db) => {
    for (const one of due) if (await isFirst(db, tenantId, one)) await tell(db, tenantId, one);
  });
}

async function findWarnings(db: TenantDb, tenantId: string): Promise<Warning[]> {
  const entitlement = await entitlementOf(db, tenantId);
  const due: Warning[] = [];
  for (const feature of meteredFeatures) {
    const limit = limitOf(entitlement, feature);
    const { used, period } = await usedNow(db, tenantId, features[feature].metric);
    const { warnAt } = warning(limit, used);
    const isSoft = isBilledBeyond(entitlement, feature);
    const isAgreed = currencyOf(entitlement) === null;
    if (warnAt) due.push({ feature, periodStart: period.startsAt, warnAt, used, limit, isSoft, isAgreed });
  }
  return due;
}

async function isFirst(
  db: PlatformDb,
  tenantId: string,
  { feature, periodStart, warnAt }: Warning,
): Promise<boolean> {
  const warned = { tenantId, metric: features[feature].metric, periodStart, level: warnAt };
  const added = await db.insert(usageWarnings).values(warned).onConflictDoNothing().returning();
  return added.length > 0;
}

async function tell(
  db: PlatformDb,
  tenantId: string,
  { feature, warnAt, used, limit, isSoft, isAgreed }: Warning,
): Promise<void> {
  const { name } = metrics[features[feature].metric];
  const actor = { kind: "system", id: null, label: productName } as const;
  const emit = emitter(db, { tenantId, actor, origin: null });
  await emit("usage.warned", { id: feature, label: name }, { percent: warnAt, used, limit });
  const figures = { used: amountWords(feature, used), limit: amountWords(feature, limit) };
  for (const { email, ...workspace } of await billingContacts(db, tenantId, "/settings/usage")) {
    await sendMail(db, email, "usageWarning", {
      ...workspace,
      metric: name,
      percent: warnAt,
      ...{ isSoft, isAgreed },
      ...figures,
    });
  }
}

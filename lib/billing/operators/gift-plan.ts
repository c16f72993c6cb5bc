import { eq, lte } from "drizzle-orm";
import { z } from "zod";
import { planGrants, tenants } from "@/db/schema/platform";
import { enterTenant, type PlatformDb, withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { emitter } from "@/lib/core/events";
import { Forgetting } from "@/lib/core/forget";
import { job } from "@/lib/core/job";
import { operatorOf, platformCommand } from "@/lib/core/platform-command";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import { regrant } from "@/lib/entitlements/grant-plan";
import { plans } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { tenantKey } from "@/lib/tenancy/tenant-key";
import { giftPlanInput, withReason } from "./schema";

const reason = "An operator stands above every workspace and is a member of none.";

/** Gives a workspace a plan without payment, until an end or for good. A second gift takes the place of the first. */
export const giftPlan = platformCommand({
  name: "plan.gift",
  door: "operator",
  reason,
  input: giftPlanInput,
  async run({ db, context, emitIn, forget }, { slug, plan, seats, until, reason: why }) {
    const tenant = await lockTenant(db, slug);
    if (until && until <= clock.now()) throw new AppError("conflict", "That day is over.");
    const gift = {
      plan,
      extraSeats: seats,
      endsAt: until ?? null,
      reason: why,
      grantedBy: operatorOf(context).id,
    };
    await db
      .insert(planGrants)
      .values({ tenantId: tenant.id, ...gift })
      .onConflictDoUpdate({ target: planGrants.tenantId, set: gift });
    await regrant(db, tenant.id);
    forget(...keysOf(tenant));
    const data = { reason: why, ...(until && { until: until.toISOString() }) };
    await emitIn(tenant.id, operatorOf(context), "plan.granted", { id: plan, label: plans[plan].name }, data);
    return { slug, plan };
  },
});

/** Takes a gift back: what is paid for counts alone. Throws `conflict` where nothing was given. */
export const endGift = platformCommand({
  name: "plan.end_gift",
  door: "operator",
  reason,
  input: withReason,
  async run({ db, context, emitIn, forget }, { slug, reason: why }) {
    const tenant = await lockTenant(db, slug);
    const [gift] = await db.delete(planGrants).where(eq(planGrants.tenantId, tenant.id)).returning();
    if (!gift) throw new AppError("conflict", `Nothing was given to ${slug}.`);
    await regrant(db, tenant.id);
    forget(...keysOf(tenant));
    const subject = { id: gift.plan, label: plans[gift.plan].name };
    await emitIn(tenant.id, operatorOf(context), "plan.grant_ended", subject, { reason: why });
    return { slug, plan: gift.plan };
  },
});

/** Every five minutes: gifts whose time is over end, and the workspace is told. */
export const endGiftsJob = job({
  name: "billing.end_gifts",
  payload: z.object({}),
  schedule: "*/5 * * * *",
  async run() {
    const forgetting = new Forgetting();
    await withPlatform(async (db) => {
      const ended = await db.delete(planGrants).where(lte(planGrants.endsAt, clock.now())).returning();
      for (const { tenantId, plan } of ended) forgetting.add(...(await takeBack(db, tenantId, plan)));
      await forgetting.beforeCommit(db);
    });
    await forgetting.afterCommit();
  },
});

async function takeBack(db: PlatformDb, tenantId: string, plan: keyof typeof plans): Promise<string[]> {
  await regrant(db, tenantId);
  const actor = { kind: "system", id: null, label: "Tenantry" } as const;
  const emit = emitter(await enterTenant(db, tenantId), { tenantId, actor, origin: null });
  await emit("plan.grant_ended", { id: plan, label: plans[plan].name });
  const [tenant] = await db.select().from(tenants).where(eq(tenants.id, tenantId));
  return tenant ? keysOf(tenant) : [];
}

const keysOf = ({ id, slug }: { id: string; slug: string }): string[] => [
  tenantKey(slug),
  entitlementKey(id),
];

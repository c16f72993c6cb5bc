import { and, eq, lte } from "drizzle-orm";
import { z } from "zod";
import { planGrants, tenants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { plan } from "@/lib/billing/shapes";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { emitter } from "@/lib/core/events";
import { Invalidation } from "@/lib/core/invalidation";
import { job } from "@/lib/core/job";
import { platformCommand } from "@/lib/core/operation";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import { regrant, setGrant } from "@/lib/entitlements/plan-grants";
import { plans } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { productName } from "@/lib/platform/product";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { tenantKey } from "@/lib/tenancy/tenant-key";
import { noteReason } from "./note-reason";
import { grantPlanInput, withReason } from "./schema";

const rest = { none: "operators work at the terminal" };

const isByOperator = eq(planGrants.source, "operator");

const given = z.object({ slug: z.string(), plan });

/** Gives a workspace a plan without payment, until an end or for good. A second grant takes the place of the first. */
export const grantPlan = platformCommand({
  name: "plan.grant",
  audience: "operator",
  rest,
  summary: "Give a workspace a plan without payment",
  input: grantPlanInput,
  output: given,
  emits: ["plan.granted"],
  example: { slug: "acme", plan: "business", until: "2027-01-31", reason: "A partner of ours" },
  async run({ db, context, emitIn, invalidate }, { slug, plan, seats, until, reason }) {
    const tenant = await lockTenant(db, slug);
    if (until && until <= clock.now()) throw new AppError("conflict", "That day is over.");
    await setGrant(db, tenant.id, "operator", {
      plan,
      extraSeats: seats,
      endsAt: until ?? null,
      reason,
      grantedBy: operatorOf(context).id,
    });
    await regrant(db, tenant.id);
    invalidate(...keysOf(tenant));
    const data = until ? { until: until.toISOString() } : {};
    await emitIn(tenant.id, operatorOf(context), "plan.granted", { id: plan, label: plans[plan].name }, data);
    return { slug, plan };
  },
});

/** Takes a grant back: what is paid for counts alone. Throws `conflict` where nothing was given. */
export const endGrant = platformCommand({
  name: "plan.end_grant",
  audience: "operator",
  rest,
  summary: "Take a granted plan back",
  input: withReason,
  output: given,
  emits: ["plan.grant_ended"],
  example: { slug: "acme", reason: "The partnership ended" },
  async run({ db, context, emitIn, invalidate }, { slug, reason }) {
    const tenant = await lockTenant(db, slug);
    const [grant] = await db
      .delete(planGrants)
      .where(and(eq(planGrants.tenantId, tenant.id), isByOperator))
      .returning();
    if (!grant) throw new AppError("conflict", `Nothing was given to ${slug}.`);
    await regrant(db, tenant.id);
    invalidate(...keysOf(tenant));
    const subject = { id: grant.plan, label: plans[grant.plan].name };
    noteReason(context, { slug, deed: "plan.grant_ended", reason });
    await emitIn(tenant.id, operatorOf(context), "plan.grant_ended", subject);
    return { slug, plan: grant.plan };
  },
});

/** Every five minutes: grants whose time is over end, and the workspace is told. */
export const endGrantsJob = job({
  name: "billing.end_grants",
  payload: z.object({}),
  schedule: "*/5 * * * *",
  async run() {
    const invalidation = new Invalidation();
    await withPlatform(async (db) => {
      const ended = await db
        .delete(planGrants)
        .where(and(isByOperator, lte(planGrants.endsAt, clock.now())))
        .returning();
      for (const { tenantId, plan } of ended) invalidation.add(...(await takeBack(db, tenantId, plan)));
      await invalidation.beforeCommit(db);
    });
    await invalidation.afterCommit();
  },
});

async function takeBack(db: PlatformDb, tenantId: string, plan: keyof typeof plans): Promise<string[]> {
  await regrant(db, tenantId);
  const actor = { kind: "system", id: null, label: productName } as const;
  const emit = emitter(db, { tenantId, actor, origin: null });
  await emit("plan.grant_ended", { id: plan, label: plans[plan].name });
  const [tenant] = await db.select().from(tenants).where(eq(tenants.id, tenantId));
  return tenant ? keysOf(tenant) : [];
}

const keysOf = ({ id, slug }: { id: string; slug: string }): string[] => [
  tenantKey(slug),
  entitlementKey(id),
];

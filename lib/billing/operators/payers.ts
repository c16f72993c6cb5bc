import { asc, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import {
  billingCustomers,
  billingDrift,
  billingSubscriptions,
  billingSync,
  entitlements,
  tenants,
} from "@/db/schema/platform";
import { AppError } from "@/lib/core/errors";
import { operatorOf, platformCommand } from "@/lib/core/platform-command";
import { decodeCursor, pageOf } from "@/lib/platform/cursor";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { onWorkspace } from "./schema";

const pageSize = 200;
const reason = "An operator looks over all workspaces; what is inside them stays closed.";

/** Every workspace that ever was a customer, by slug, two hundred at a time. */
export const listPayers = platformCommand({
  name: "billing.list_payers",
  door: "operator",
  reason,
  input: z.strictObject({ cursor: z.string().max(300).optional() }),
  async run({ db }, { cursor }) {
    const from = decodeCursor(cursor);
    const rows = await db
      .select({
        slug: tenants.slug,
        customerId: billingCustomers.stripeCustomerId,
        plan: entitlements.plan,
        access: entitlements.access,
        isDisputed: billingCustomers.isDisputed,
        status: sql<string | null>`(
          select ${billingSubscriptions.status} from ${billingSubscriptions}
           where ${billingSubscriptions.tenantId} = ${tenants.id} and not ${billingSubscriptions.isDuplicate}
           order by ${billingSubscriptions.startedAt} desc limit 1)`,
        sync: billingSync.status,
        behind: sql<number>`coalesce(${billingSync.wanted} - ${billingSync.applied}, 0)::int`,
        lastError: billingSync.lastError,
      })
      .from(billingCustomers)
      .innerJoin(tenants, eq(tenants.id, billingCustomers.tenantId))
      .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
      .leftJoin(billingSync, eq(billingSync.customerId, billingCustomers.stripeCustomerId))
      .where(from ? gt(tenants.slug, from.id) : undefined)
      .orderBy(asc(tenants.slug))
      .limit(pageSize + 1);
    return pageOf(rows, pageSize, ({ slug }) => ({ key: slug, id: slug }));
  },
});
export type Payer = Awaited<ReturnType<typeof listPayers.run>>["items"][number];

/** Customers whose sync gave up, with the error it gave up over. */
export const listDeadLetters = platformCommand({
  name: "billing.list_dead_letters",
  door: "operator",
  reason,
  input: z.strictObject({}),
  run: ({ db }) =>
    db
      .select({
        slug: tenants.slug,
        customerId: billingSync.customerId,
        attempts: billingSync.attempts,
        error: billingSync.lastError,
        since: billingSync.updatedAt,
      })
      .from(billingSync)
      .leftJoin(billingCustomers, eq(billingCustomers.stripeCustomerId, billingSync.customerId))
      .leftJoin(tenants, eq(tenants.id, billingCustomers.tenantId))
      .where(eq(billingSync.status, "dead"))
      .orderBy(asc(billingSync.updatedAt)),
});

/** Where sweeps found our image to differ from Stripe, newest first. Nothing here is the aim. */
export const listDrift = platformCommand({
  name: "billing.list_drift",
  door: "operator",
  reason,
  input: z.strictObject({}),
  run: ({ db }) =>
    db
      .select({
        slug: tenants.slug,
        objectId: billingDrift.objectId,
        field: billingDrift.field,
        local: billingDrift.local,
        remote: billingDrift.remote,
        foundAt: billingDrift.foundAt,
      })
      .from(billingDrift)
      .innerJoin(tenants, eq(tenants.id, billingDrift.tenantId))
      .orderBy(desc(billingDrift.foundAt))
      .limit(200),
});

/** The customer of a workspace that is about to be compared with Stripe, and a line about it in its history. */
export const beginResync = platformCommand({
  name: "billing.begin_resync",
  door: "operator",
  reason,
  input: onWorkspace,
  async run({ db, context, emitIn }, { slug }) {
    const { id: tenantId, name } = await lockTenant(db, slug);
    const [payer] = await db
      .select({ customerId: billingCustomers.stripeCustomerId })
      .from(billingCustomers)
      .where(eq(billingCustomers.tenantId, tenantId));
    if (!payer) throw new AppError("conflict", `${slug} never was a customer: there is nothing to compare.`);
    await emitIn(tenantId, operatorOf(context), "billing.synced", { id: payer.customerId, label: name });
    return payer;
  },
});

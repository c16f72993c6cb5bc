import { asc, desc, eq, gt, sql } from "drizzle-orm";
import { z } from "zod";
import {
  billingAccounts,
  billingDrift,
  billingSubscriptions,
  billingSync,
  entitlements,
  tenants,
} from "@/db/schema/platform";
import { access, plan } from "@/lib/billing/shapes";
import { type OutputOf, platformQuery } from "@/lib/core/operation";
import { decodeCursor, pageOf } from "@/lib/platform/cursor";
import { cursorText } from "@/lib/platform/cursor-text";
import { instant } from "@/lib/platform/instant";

const pageSize = 200;
const rest = { none: "operators work at the terminal" };

/** Every workspace that ever was a customer, by slug, two hundred at a time. */
export const listBillingAccounts = platformQuery({
  name: "billing.list_accounts",
  audience: "operator",
  rest,
  input: z.strictObject({ cursor: cursorText() }),
  output: z.object({
    items: z.array(
      z.object({
        slug: z.string(),
        customerId: z.string(),
        plan,
        access,
        isDisputed: z.boolean(),
        /** Gone at Stripe; the next checkout makes another. */
        isDeleted: z.boolean(),
        status: z.string().nullable(),
        sync: z.enum(["live", "dead"]).nullable(),
        /** How many events are not applied yet. */
        behind: z.int(),
        lastError: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
  summary: "List the workspaces that ever paid",
  example: {},
  async run({ db }, { cursor }) {
    const from = decodeCursor(cursor);
    const rows = await db
      .select({
        slug: tenants.slug,
        customerId: billingAccounts.stripeCustomerId,
        plan: entitlements.plan,
        access: entitlements.access,
        isDisputed: billingAccounts.isDisputed,
        isDeleted: billingAccounts.isDeleted,
        status: sql<string | null>`(
          select ${billingSubscriptions.status} from ${billingSubscriptions}
           where ${billingSubscriptions.tenantId} = ${tenants.id} and not ${billingSubscriptions.isDuplicate}
           order by ${billingSubscriptions.startedAt} desc limit 1)`,
        sync: billingSync.status,
        behind: sql<number>`coalesce(${billingSync.wanted} - ${billingSync.applied}, 0)::int`,
        lastError: billingSync.lastError,
      })
      .from(billingAccounts)
      .innerJoin(tenants, eq(tenants.id, billingAccounts.tenantId))
      .innerJoin(entitlements, eq(entitlements.tenantId, tenants.id))
      .leftJoin(billingSync, eq(billingSync.customerId, billingAccounts.stripeCustomerId))
      .where(from ? gt(tenants.slug, from.id) : undefined)
      .orderBy(asc(tenants.slug))
      .limit(pageSize + 1);
    return pageOf(rows, pageSize, ({ slug }) => ({ key: slug, id: slug }));
  },
});
export type BillingAccount = OutputOf<typeof listBillingAccounts>["items"][number];

/** Customers whose sync gave up, with the error it gave up over. */
export const listDeadLetters = platformQuery({
  name: "billing.list_dead_letters",
  summary: "List the customers whose sync gave up",
  audience: "operator",
  rest,
  input: z.strictObject({}),
  output: z.array(
    z.object({
      slug: z.string().nullable(),
      customerId: z.string(),
      attempts: z.int(),
      error: z.string().nullable(),
      since: instant,
    }),
  ),
  example: {},
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
      .leftJoin(billingAccounts, eq(billingAccounts.stripeCustomerId, billingSync.customerId))
      .leftJoin(tenants, eq(tenants.id, billingAccounts.tenantId))
      .where(eq(billingSync.status, "dead"))
      .orderBy(asc(billingSync.updatedAt)),
});

/** Where sweeps found our image to differ from Stripe, newest first. Nothing here is the aim. */
export const listDrift = platformQuery({
  name: "billing.list_drift",
  summary: "List where our image differed from Stripe",
  audience: "operator",
  rest,
  input: z.strictObject({}),
  output: z.array(
    z.object({
      slug: z.string(),
      objectId: z.string(),
      field: z.string(),
      local: z.unknown(),
      remote: z.unknown(),
      foundAt: instant,
    }),
  ),
  example: {},
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

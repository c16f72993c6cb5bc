import { and, asc, count, desc, eq, isNotNull, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { billingCustomers, billingInvoices, billingSubscriptions, entitlements } from "@/db/schema/platform";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { query } from "@/lib/core/query";
import { plans } from "@/lib/entitlements/plans";
import { occupiedSeats } from "@/lib/members/seat-limit";
import type { Cursor } from "@/lib/platform/cursor";
import { turnPage } from "@/lib/platform/turn-page";
import { isTrialOpen } from "./checkout/trial";
import { listInvoicesInput } from "./schema";
import { isTaxOn } from "./stripe/automatic-tax";
import { billingMode } from "./stripe/client";
import { isLive } from "./sync/access";

const invoicesPageSize = 12;

/** Everything the billing page shows above the invoices. Amounts in minor units of their currency. */
export const getBilling = query({
  name: "billing.get",
  permission: "billing:read",
  input: z.strictObject({}),
  async run({ db, context }) {
    const tenantId = context.tenant.id;
    const [row] = await db.select().from(entitlements).where(eq(entitlements.tenantId, tenantId));
    const granted = row ?? { plan: "free" as const, access: "full" as const, extraSeats: 0 };
    const subscription = await findSubscription(db, tenantId);
    const plan = plans[granted.plan];
    return {
      mode: billingMode(),
      planId: granted.plan,
      access: granted.access,
      subscription,
      isTrialOpen: await isTrialOpen(db, tenantId),
      hasTax: isTaxOn(),
      ...(await findPayer(db, tenantId)),
      openInvoice: subscription && (await findOpenInvoice(db, tenantId)),
      usage: {
        projects: { used: await countProjects(db, tenantId), limit: plan.limits.projects },
        seats: { used: await occupiedSeats(db), limit: plan.seats + granted.extraSeats },
      },
    };
  },
});
export type Billing = Awaited<ReturnType<typeof getBilling.run>>;

/** The workspace's invoices, newest first, a dozen at a time. Drafts are not shown: nobody owes them yet. */
export const listInvoices = query({
  name: "billing.list_invoices",
  permission: "billing:read",
  input: listInvoicesInput,
  run: ({ db, context }, place) =>
    turnPage(place, {
      size: invoicesPageSize,
      find: (from, isBackward) =>
        db
          .select(invoiceColumns)
          .from(billingInvoices)
          .where(
            and(
              eq(billingInvoices.tenantId, context.tenant.id),
              isNotNull(billingInvoices.number),
              from ? beyond(from, isBackward) : undefined,
            ),
          )
          .orderBy(...(isBackward ? [asc(draftedAt), asc(stripeId)] : [desc(draftedAt), desc(stripeId)]))
          .limit(invoicesPageSize + 1),
      cursorOf: ({ id, date }) => ({ key: date.toISOString(), id }),
    }),
});
export type InvoiceRow = Awaited<ReturnType<typeof listInvoices.run>>["items"][number];

const { draftedAt, stripeId } = billingInvoices;

const invoiceColumns = {
  id: stripeId,
  number: billingInvoices.number,
  status: billingInvoices.status,
  currency: billingInvoices.currency,
  total: billingInvoices.total,
  date: draftedAt,
};

/** A mangled place is no place: the list starts at its top. */
function beyond({ key, id }: Cursor, isBackward: boolean): SQL | undefined {
  if (Number.isNaN(Date.parse(key))) return undefined;
  const direction = isBackward ? sql`>` : sql`<`;
  return sql`(${draftedAt}, ${stripeId}) ${direction} (${key}::timestamptz, ${id})`;
}

/** The subscription that counts: the live one, else the newest that ended; one that was never paid is none. */
async function findSubscription(db: TenantDb, tenantId: string) {
  const rows = await db
    .select({
      status: billingSubscriptions.status,
      isDuplicate: billingSubscriptions.isDuplicate,
      planId: billingSubscriptions.plan,
      interval: billingSubscriptions.interval,
      extraSeats: billingSubscriptions.extraSeats,
      currency: billingSubscriptions.currency,
      amount: billingSubscriptions.amount,
      periodEnd: billingSubscriptions.periodEnd,
      trialEnd: billingSubscriptions.trialEnd,
      cancelAt: billingSubscriptions.cancelAt,
      endedAt: billingSubscriptions.endedAt,
      graceEndsAt: billingSubscriptions.graceEndsAt,
      discounts: billingSubscriptions.discounts,
      isCollectionPaused: billingSubscriptions.isCollectionPaused,
      collectionResumesAt: billingSubscriptions.collectionResumesAt,
      pausedReason: billingSubscriptions.pausedReason,
      pausedAt: billingSubscriptions.pausedAt,
      pendingUpdate: billingSubscriptions.pendingUpdate,
      pendingUpdateExpiresAt: billingSubscriptions.pendingUpdateExpiresAt,
      scheduledChange: billingSubscriptions.scheduledChange,
      scheduledFor: billingSubscriptions.scheduledFor,
    })
    .from(billingSubscriptions)
    .where(eq(billingSubscriptions.tenantId, tenantId))
    .orderBy(desc(billingSubscriptions.startedAt));
  const live = rows.find(({ status, isDuplicate }) => isLive(status) && !isDuplicate);
  return live ?? rows.find(({ status }) => status === "canceled") ?? null;
}

/** The card on file, and the balance: below zero it is credit, which the next invoices use up. */
async function findPayer(db: TenantDb, tenantId: string) {
  const [payer] = await db
    .select({ paymentMethod: billingCustomers.paymentMethod, balance: billingCustomers.balance })
    .from(billingCustomers)
    .where(eq(billingCustomers.tenantId, tenantId));
  return payer ?? { paymentMethod: null, balance: 0 };
}

/** The newest invoice somebody still has to pay, with the address to pay it at. */
async function findOpenInvoice(db: TenantDb, tenantId: string) {
  const [open] = await db
    .select({
      id: billingInvoices.stripeId,
      number: billingInvoices.number,
      amount: billingInvoices.amountRemaining,
      currency: billingInvoices.currency,
      hostedUrl: billingInvoices.hostedUrl,
      nextAttemptAt: billingInvoices.nextAttemptAt,
    })
    .from(billingInvoices)
    .where(and(eq(billingInvoices.tenantId, tenantId), eq(billingInvoices.status, "open")))
    .orderBy(desc(billingInvoices.draftedAt))
    .limit(1);
  return open ?? null;
}

async function countProjects(db: TenantDb, tenantId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(projects).where(eq(projects.tenantId, tenantId));
  return row?.total ?? 0;
}

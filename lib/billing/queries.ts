import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { billingAccounts, billingInvoices, billingSubscriptions, entitlements } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { type OutputOf, query } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { keyset } from "@/lib/platform/keyset";
import { pageOutput, paginate } from "@/lib/platform/paginate";
import { cardOutlived } from "./cards/expiry";
import { findPauseEnd } from "./changes/pause-end";
import { isTrialOpen } from "./checkout/trial";
import { documentsOf, kindOf } from "./invoices/documents";
import { listInvoicesInput } from "./schema";
import { access, card, invoiceRow, money, plan, subscription } from "./shapes";
import { isTaxOn } from "./stripe/automatic-tax";
import { billingMode } from "./stripe/client";
import { isLive } from "./sync/access";

const invoicesPageSize = 12;

/** The newest invoice somebody still has to pay. */
const openInvoice = z.object({
  number: z.string(),
  amount: money,
  currency: z.string(),
  hostedUrl: z.string().nullable(),
  nextAttemptAt: instant.nullable(),
  /** Whether the bank lets it through once the owner of the card confirms it, at `hostedUrl`. */
  needsAction: z.boolean(),
});

/** Everything the billing page shows above the invoices. Amounts in minor units of their currency. */
export const getBilling = query({
  name: "billing.get",
  summary: "Show the plan and what it costs",
  permission: "billing:read",
  store: "platform",
  input: z.strictObject({}),
  output: z.object({
    mode: z.enum(["off", "local", "test", "live"]),
    planId: plan,
    access,
    subscription: subscription.nullable(),
    /** When a paused plan resumes by itself. */
    pauseEndsAt: instant.nullable(),
    isTrialOpen: z.boolean(),
    hasTax: z.boolean(),
    paymentMethod: card.nullable(),
    /** The next charge, from a month before it, where that card is over by then; and whether it is over already. */
    cardOutlived: z.object({ chargedAt: instant, isExpired: z.boolean() }).nullable(),
    /** Below zero it is credit, which the next invoices use up. */
    balance: money,
    /** Payments that a bank has taken back or asks about, and has not decided on yet. */
    disputes: z.array(z.object({ amount: money, currency: z.string(), openedAt: z.string() })),
    /** What the workspace pays in, by Stripe's code; null before it has bought anything. */
    currency: z.string().nullable(),
    openInvoice: openInvoice.nullable(),
  }),
  rest: "GET /subscription",
  example: {},
  async run({ db, context }) {
    const tenantId = context.tenant.id;
    const [row] = await db.select().from(entitlements).where(eq(entitlements.tenantId, tenantId));
    const granted = row ?? { plan: "free" as const, access: "full" as const, extraSeats: 0 };
    const subscription = await findSubscription(db, tenantId);
    const account = await findBillingAccount(db, tenantId);
    return {
      mode: billingMode(),
      planId: granted.plan,
      access: granted.access,
      subscription,
      pauseEndsAt: subscription?.status === "paused" ? await findPauseEnd(db, tenantId) : null,
      isTrialOpen: await isTrialOpen(db, tenantId),
      hasTax: isTaxOn(),
      ...account,
      cardOutlived: subscription && cardOutlived(subscription, account.paymentMethod, clock.now()),
      openInvoice: subscription && (await findOpenInvoice(db, tenantId)),
    };
  },
});
export type Billing = OutputOf<typeof getBilling>;

/**
 * The workspace's invoices and credit notes, newest first, a dozen at a time. Drafts are not shown: nobody owes them yet;
 * nor is what bills nothing.
 */
export const listInvoices = query({
  name: "billing.list_invoices",
  summary: "List the invoices",
  permission: "billing:read",
  store: "platform",
  input: listInvoicesInput,
  output: pageOutput(invoiceRow),
  rest: "GET /invoices",
  example: {},
  run({ db, context }, place) {
    const documents = documentsOf(db, context.tenant.id);
    const newestFirst = keyset({
      ...{ key: sql`${documents.date}`, id: sql`${documents.number}` },
      ...{ type: "instant", isDescending: true },
    });
    return paginate(place, {
      size: invoicesPageSize,
      find: async (from, isBackward) => {
        const rows = await db
          .select()
          .from(documents)
          .where(newestFirst.beyond(from, isBackward))
          .orderBy(...newestFirst.orderBy(isBackward))
          .limit(invoicesPageSize + 1);
        return rows.map((row) => ({ ...row, kind: kindOf(row.number) }));
      },
      // A cursor can be read by who carries it, so it names the row by our own number.
      cursorOf: ({ number, date }) => ({ key: date.toISOString(), id: number }),
    });
  },
});
export type InvoiceRow = OutputOf<typeof listInvoices>["items"][number];

/** The subscription that counts: the live one, else the newest that ended; one that was never paid is none. */
async function findSubscription(db: WorkspaceDb, tenantId: string) {
  const rows = await db
    .select({
      status: billingSubscriptions.status,
      isDuplicate: billingSubscriptions.isDuplicate,
      planId: billingSubscriptions.plan,
      isArranged: sql<boolean>`jsonb_array_length(${billingSubscriptions.foreignPriceIds}) > 0`,
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
      isTaxLost: billingSubscriptions.isTaxLost,
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

/** The card on file, the currency, open disputes, and the balance: below zero it is credit, which the next invoices use up. */
async function findBillingAccount(db: WorkspaceDb, tenantId: string) {
  const [account] = await db
    .select({
      paymentMethod: billingAccounts.paymentMethod,
      balance: billingAccounts.balance,
      currency: billingAccounts.currency,
      disputes: billingAccounts.disputes,
    })
    .from(billingAccounts)
    .where(eq(billingAccounts.tenantId, tenantId));
  return account ?? { paymentMethod: null, balance: 0, currency: null, disputes: [] };
}

/** The newest invoice somebody still has to pay, with the address to pay it at. */
async function findOpenInvoice(db: WorkspaceDb, tenantId: string) {
  const [open] = await db
    .select({
      number: sql<string>`${billingInvoices.number}`,
      amount: billingInvoices.amountRemaining,
      currency: billingInvoices.currency,
      hostedUrl: billingInvoices.hostedUrl,
      nextAttemptAt: billingInvoices.nextAttemptAt,
      needsAction: billingInvoices.needsAction,
    })
    .from(billingInvoices)
    .where(
      and(
        eq(billingInvoices.tenantId, tenantId),
        eq(billingInvoices.status, "open"),
        isNotNull(billingInvoices.number),
      ),
    )
    .orderBy(desc(billingInvoices.draftedAt))
    .limit(1);
  return open ?? null;
}

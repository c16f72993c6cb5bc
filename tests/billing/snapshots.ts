import type {
  AttemptSnapshot,
  InvoiceSnapshot,
  ItemSnapshot,
  Snapshot,
  SubscriptionSnapshot,
} from "@/lib/billing/stripe/snapshot";
import { project } from "@/lib/billing/sync/project";
import type { Before, Catalog } from "@/lib/billing/sync/states";
import { freeGrant } from "@/lib/entitlements/grant";
import { days } from "@/lib/platform/clock";

/** When every snapshot here was taken, unless it says otherwise. */
export const now = new Date("2026-11-20T12:00:00Z");
export const later = (ms: number) => new Date(now.getTime() + ms);

export const catalog: Catalog = new Map([
  ["price_pro_base", { plan: "professional", kind: "base", interval: "monthly" }],
  ["price_pro_seat", { plan: "professional", kind: "seat", interval: "monthly" }],
  ["price_pro_annual", { plan: "professional", kind: "base", interval: "annual" }],
  ["price_pro_overage", { plan: "professional", kind: "overage", interval: "monthly" }],
  ["price_starter_base", { plan: "starter", kind: "base", interval: "monthly" }],
]);

export const nothing: Before = { grant: freeGrant, subscriptions: [], supersededIntents: new Set() };

export function projected(
  subscriptions: SubscriptionSnapshot[],
  rest: Partial<Snapshot> = {},
  before: Before = nothing,
) {
  return project(snapshot(subscriptions, rest), catalog, before);
}

export function snapshot(subscriptions: SubscriptionSnapshot[], rest: Partial<Snapshot> = {}): Snapshot {
  const customer = {
    id: "cus_1",
    isDeleted: false,
    email: null,
    balance: 0,
    currency: "usd",
    isDelinquent: false,
    openDisputes: [],
    paymentMethod: null,
    billTo: null,
    taxExempt: "none",
  };
  return {
    takenAt: now,
    customer,
    subscriptions,
    invoices: [],
    attempts: [],
    adjustments: [],
    cards: [],
    nameBehindCard: null,
    ...rest,
  };
}

export function item(id: string, priceId: string, quantity: number, unitAmount = 100): ItemSnapshot {
  return { id, priceId, quantity, unitAmount, periodStart: now, periodEnd: later(days(30)) };
}

export function subscription(fields: Partial<SubscriptionSnapshot> = {}): SubscriptionSnapshot {
  return {
    id: "sub_1",
    status: "active",
    currency: "usd",
    items: [item("si_base", "price_pro_base", 1)],
    startedAt: now,
    cancelAt: null,
    canceledAt: null,
    cancelFeedback: null,
    cancelComment: null,
    endedAt: null,
    trialStart: null,
    trialEnd: null,
    isTaxLost: false,
    isCollectionPaused: false,
    collectionResumesAt: null,
    discounts: [],
    pausedReason: null,
    pausedAt: null,
    pendingItems: null,
    pendingUpdateExpiresAt: null,
    scheduleId: null,
    nextPhase: null,
    latestInvoiceId: "in_1",
    collectionMethod: "charge_automatically",
    paymentMethod: null,
    intentId: null,
    discountIntentId: null,
    ...fields,
  };
}

export function invoice(fields: Partial<InvoiceSnapshot> = {}): InvoiceSnapshot {
  return {
    id: "in_1",
    subscriptionId: "sub_1",
    number: "AB-0001",
    status: "open",
    billingReason: "subscription_cycle",
    currency: "usd",
    subtotal: 9_900,
    discount: 0,
    tax: 0,
    total: 9_900,
    amountDue: 9_900,
    amountPaid: 0,
    amountRemaining: 9_900,
    amountRefunded: 0,
    amountCredited: 0,
    startingBalance: 0,
    endingBalance: 0,
    lines: [],
    taxes: [],
    taxExempt: null,
    correctsId: null,
    billTo: null,
    periodStart: now,
    periodEnd: now,
    lastError: null,
    attemptCount: 1,
    nextAttemptAt: null,
    draftedAt: now,
    issuedAt: now,
    dueAt: null,
    paidAt: null,
    voidedAt: null,
    hostedUrl: null,
    pdfUrl: null,
    needsAction: false,
    ...fields,
  };
}

/** A card that said no, `atMs` after now. */
export const decline = (atMs: number, invoiceId = "in_1"): AttemptSnapshot => ({
  stripeId: `ch_${invoiceId}_${atMs}`,
  invoiceId,
  status: "failed",
  amount: 9_900,
  currency: "usd",
  declineCode: "insufficient_funds",
  attemptedAt: later(atMs),
});

import type {
  BillTo,
  billingAdjustments,
  billingPaymentAttempts,
  CardSummary,
  DiscountSummary,
  DisputeSummary,
  InvoiceLineSummary,
  TaxSummary,
} from "@/db/schema/platform";

/** A card as far as it may be shown. */
export type Card = CardSummary;

/** Everything Stripe knows of one billing account, read at one moment and already in our words. Amounts in minor units. */
export interface Snapshot {
  /** When it was read, by the clock the customer lives by at Stripe: our own may be minutes off, or a year in a test. */
  takenAt: Date;
  customer: CustomerSnapshot;
  subscriptions: SubscriptionSnapshot[];
  invoices: InvoiceSnapshot[];
  attempts: AttemptSnapshot[];
  adjustments: AdjustmentSnapshot[];
  /** Stripe's fingerprints of the cards on file: the same for one card whoever pays with it. Never stored. */
  cards: string[];
  /** The name that the customer had before a checkout left the name on the card there; null where it has its own. */
  nameBehindCard: { name: string; subscriptionId: string } | null;
}

export interface CustomerSnapshot {
  id: string;
  isDeleted: boolean;
  email: string | null;
  balance: number;
  currency: string | null;
  isDelinquent: boolean;
  /** Those that no bank has decided yet, oldest first. */
  openDisputes: OpenDispute[];
  paymentMethod: Card | null;
  billTo: BillTo | null;
  taxExempt: string | null;
}

export interface OpenDispute extends DisputeSummary {
  id: string;
}

export interface SubscriptionSnapshot {
  id: string;
  /** Stripe's word. New ones may appear at any time. */
  status: string;
  currency: string;
  items: ItemSnapshot[];
  startedAt: Date;
  /** When it will end, whichever of Stripe's two ways of saying so was used. */
  cancelAt: Date | null;
  canceledAt: Date | null;
  cancelFeedback: string | null;
  cancelComment: string | null;
  endedAt: Date | null;
  trialStart: Date | null;
  trialEnd: Date | null;
  /** Stripe gave up working out tax, for want of an address it can place. */
  isTaxLost: boolean;
  isCollectionPaused: boolean;
  collectionResumesAt: Date | null;
  discounts: DiscountSummary[];
  pausedReason: string | null;
  pausedAt: Date | null;
  /** What it will consist of once an invoice is paid. */
  pendingItems: PlannedItem[] | null;
  pendingUpdateExpiresAt: Date | null;
  scheduleId: string | null;
  /** The next phase of the schedule that is attached to it. */
  nextPhase: { items: PlannedItem[]; startsAt: Date } | null;
  latestInvoiceId: string | null;
  collectionMethod: string;
  paymentMethod: Card | null;
  /** The intent of ours it came from, if it says so. A hint: who it belongs to is read from the customer alone. */
  intentId: string | null;
  /** The intent of ours by which it was given its discount for staying; said for good, also once that has ended. */
  discountIntentId: string | null;
}

export interface PlannedItem {
  priceId: string;
  quantity: number;
}

export interface ItemSnapshot extends PlannedItem {
  id: string;
  /** Zero where usage decides. */
  unitAmount: number;
  periodStart: Date;
  periodEnd: Date;
}

export interface InvoiceSnapshot {
  id: string;
  subscriptionId: string | null;
  number: string | null;
  status: string;
  billingReason: string | null;
  currency: string;
  subtotal: number;
  discount: number;
  tax: number;
  total: number;
  amountDue: number;
  amountPaid: number;
  amountRemaining: number;
  amountRefunded: number;
  amountCredited: number;
  startingBalance: number;
  endingBalance: number | null;
  lines: InvoiceLineSummary[];
  taxes: TaxSummary[];
  taxExempt: string | null;
  /** The invoice that this one takes something back from. */
  correctsId: string | null;
  billTo: BillTo | null;
  periodStart: Date;
  periodEnd: Date;
  lastError: string | null;
  attemptCount: number;
  nextAttemptAt: Date | null;
  draftedAt: Date;
  issuedAt: Date | null;
  dueAt: Date | null;
  paidAt: Date | null;
  voidedAt: Date | null;
  hostedUrl: string | null;
  pdfUrl: string | null;
  /** The bank wants the payer to confirm the payment. */
  needsAction: boolean;
}

type Kept = "tenantId";
export type AttemptSnapshot = Omit<typeof billingPaymentAttempts.$inferSelect, Kept>;
export type AdjustmentSnapshot = Omit<typeof billingAdjustments.$inferSelect, Kept | "number">;

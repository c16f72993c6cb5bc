import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer, Invoice, InvoiceItem, InvoiceLine, Subscription } from "../types.js";
import { postBalance } from "./balance.js";
import { HOUR, type Period } from "./calendar.js";
import { coverLines } from "./coverage.js";
import { isSpentBy, liveDiscounts, setDiscounts } from "./discounts.js";
import { newInvoice } from "./invoice-object.js";
import { itemLine, recountUsage } from "./lines.js";
import { closePayment, openPayment } from "./payments.js";
import { dropWaiting, settlePaid } from "./settlement.js";
import { lacksPlace, locationMissing, taxRateOf, taxStatusOf } from "./tax.js";
import { settleLines, totalsOf } from "./totals.js";

export interface Bill {
  customer: string;
  subscription: Subscription | null;
  reason: string;
  lines: InvoiceLine[];
  period: Period;
  prorationDate?: number;
  /** Renewal drafts close themselves an hour later; others are finalised by their maker. */
  closesItself?: boolean;
  /** Items that wait stay where they are. */
  leavesWaiting?: boolean;
}

/** Opens a draft with the given lines and every pending item of the subscription. */
export function draftInvoice(sandbox: Sandbox, bill: Bill): Invoice {
  const customer = sandbox.store.get("customer", bill.customer);
  const pending = bill.leavesWaiting ? [] : pendingItems(sandbox, customer.id, bill.subscription?.id ?? null);
  const now = sandbox.nowOf(customer.id);
  const discounts = liveDiscounts(sandbox, bill.subscription?.discounts ?? [], now);
  if (bill.subscription && discounts.length < bill.subscription.discounts.length)
    setDiscounts(sandbox, bill.subscription.id, discounts);
  const invoice = newInvoice(sandbox, customer, bill, discounts);
  const lines = [...pending.map((item) => itemLine(sandbox, item)), ...bill.lines];
  for (const item of pending) sandbox.store.change("invoiceitem", item.id, { invoice: invoice.id });
  const drafted = sandbox.store.put<"invoice">({
    ...invoice,
    automatically_finalizes_at: bill.closesItself ? now + HOUR : null,
    auto_advance: bill.closesItself ?? false,
  });
  const filled = fillLines(sandbox, drafted, lines);
  if (bill.subscription)
    sandbox.store.change("subscription", bill.subscription.id, { latest_invoice: invoice.id });
  coverLines(sandbox, filled);
  sandbox.emit("invoice.created", filled);
  return filled;
}

/** Recounts lines, totals and tax of a draft. */
export function fillLines(sandbox: Sandbox, invoice: Invoice, lines: InvoiceLine[]): Invoice {
  const customer = invoice.customer ?? "";
  const rate = taxRateOf(sandbox, invoice);
  const counted = lines.map((line) => ({ ...recountUsage(sandbox, customer, line), invoice: invoice.id }));
  const subscription = sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
  const mode = subscription?.billing_mode;
  const { discounts, currency } = invoice;
  const settled = settleLines(sandbox, counted, { discounts, rate, mode, currency });
  return sandbox.store.change("invoice", invoice.id, {
    ...totalsOf(settled, sandbox.store.get("customer", customer).balance, currency),
    automatic_tax: { ...invoice.automatic_tax, status: taxStatusOf(sandbox, invoice) },
    lines: { object: "list", data: settled, has_more: false, url: `/v1/invoices/${invoice.id}/lines` },
  });
}

/** draft → open: numbers it, takes the balance into account, and opens a payment or closes it when nothing is due. */
export function finalizeInvoice(sandbox: Sandbox, id: string): Invoice {
  const draft = sandbox.store.get("invoice", id);
  if (draft.status !== "draft")
    throw invalid(`This invoice is already finalized, you can't re-finalize a non-draft invoice.`);
  if (lacksPlace(sandbox, draft)) throw locationMissing();
  const counted = fillLines(sandbox, draft, draft.lines.data);
  const customer = sandbox.store.get("customer", counted.customer ?? "");
  const now = sandbox.nowOf(customer.id);
  const endingBalance = customer.balance + counted.total - counted.amount_due;
  if (endingBalance !== customer.balance) {
    postBalance(sandbox, customer.id, endingBalance - customer.balance, "applied_to_invoice", {
      invoice: id,
    });
  }
  const open = sandbox.store.change("invoice", id, {
    status: "open",
    number: counted.number ?? nextNumber(sandbox, customer),
    starting_balance: customer.balance,
    ending_balance: endingBalance,
    effective_at: now,
    automatically_finalizes_at: null,
    last_finalization_error: null,
    hosted_invoice_url: `${sandbox.publicUrl}/i/${id}`,
    invoice_pdf: `${sandbox.publicUrl}/i/${id}/pdf`,
    webhooks_delivered_at: now,
    due_date: counted.due_date ?? dueDate(sandbox, counted, now),
    status_transitions: { ...counted.status_transitions, finalized_at: now },
  });
  afterFinalizing(sandbox, open);
  return sandbox.store.get("invoice", id);
}

export function voidInvoice(sandbox: Sandbox, id: string): Invoice {
  const invoice = sandbox.store.get("invoice", id);
  if (invoice.status !== "open" && invoice.status !== "uncollectible")
    throw invalid("You can only void open or uncollectible invoices.");
  const now = sandbox.nowOf(invoice.customer);
  const taken = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  if (taken !== 0)
    postBalance(sandbox, invoice.customer ?? "", -taken, "unapplied_from_invoice", { invoice: id });
  const voided = sandbox.store.change("invoice", id, {
    status: "void",
    auto_advance: false,
    next_payment_attempt: null,
    amount_remaining: 0,
    status_transitions: { ...invoice.status_transitions, voided_at: now },
  });
  closePayment(sandbox, invoice, "canceled");
  sandbox.emit("invoice.voided", voided);
  dropWaiting(sandbox, voided);
  return voided;
}

/** Items that wait for the next invoice: those of this subscription, and those of no subscription at all. */
export function pendingItems(sandbox: Sandbox, customer: string, subscription: string | null): InvoiceItem[] {
  return sandbox.store.where("invoiceitem", "waits", customer).filter((item) => {
    const owner = item.parent?.subscription_details?.subscription ?? null;
    return owner === null || owner === subscription;
  });
}

function afterFinalizing(sandbox: Sandbox, open: Invoice): void {
  sandbox.emit("invoice.finalized", open);
  spendDiscounts(sandbox, open);
  if (open.amount_due === 0) settlePaid(sandbox, open.id);
  else openPayment(sandbox, open);
}

function spendDiscounts(sandbox: Sandbox, invoice: Invoice): void {
  const subscription = sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
  if (!subscription) return;
  const spent = subscription.discounts.filter((id) => isSpentBy(sandbox, id, invoice.lines.data));
  if (spent.length === 0) return;
  setDiscounts(
    sandbox,
    subscription.id,
    subscription.discounts.filter((id) => !spent.includes(id)),
  );
}

function nextNumber(sandbox: Sandbox, customer: Customer): string {
  const sequence = customer.next_invoice_sequence ?? 1;
  sandbox.store.change("customer", customer.id, { next_invoice_sequence: sequence + 1 });
  return `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`;
}

function dueDate(sandbox: Sandbox, invoice: Invoice, now: number): number | null {
  if (invoice.collection_method !== "send_invoice") return null;
  const subscription = sandbox.store.find("subscription", invoice.parent?.subscription_details?.subscription);
  return now + (subscription?.days_until_due ?? 30) * 24 * HOUR;
}

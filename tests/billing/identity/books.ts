import { eq } from "drizzle-orm";
import type Stripe from "stripe";
import {
  billingAccounts,
  billingAdjustments,
  billingInvoices,
  billingPaymentAttempts,
} from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";

/** What Stripe has of one customer's money, from its API. */
export interface Account {
  customerId: string;
  /** Null once the customer is deleted; its invoices and charges stay. */
  balance: number | null;
  /** Each with all of its lines. */
  invoices: Stripe.Invoice[];
  payments: Stripe.InvoicePayment[];
  charges: Stripe.Charge[];
  refunds: Stripe.Refund[];
  disputes: Stripe.Dispute[];
  creditNotes: Stripe.CreditNote[];
  /** What moved the balance, oldest first. */
  movements: Stripe.CustomerBalanceTransaction[];
}

/** What the product has of one workspace's money: the rows its pages, files and exports are made of. */
export interface Ledger {
  invoices: (typeof billingInvoices.$inferSelect)[];
  attempts: (typeof billingPaymentAttempts.$inferSelect)[];
  adjustments: (typeof billingAdjustments.$inferSelect)[];
  balance: number;
  isDisputed: boolean;
}

/** Both sides of one workspace. It has several accounts where a customer was deleted and replaced, the last is the present one. */
export interface Books {
  accounts: Account[];
  ledger: Ledger;
}

export async function readBooks(stripe: Stripe, tenantId: string, customerIds: string[]): Promise<Books> {
  const accounts: Account[] = [];
  for (const customerId of customerIds) accounts.push(await readAccount(stripe, customerId));
  return { accounts, ledger: await readLedger(tenantId) };
}

const page = { limit: 100 };
const all = { limit: 10_000 };

export async function readAccount(stripe: Stripe, customerId: string): Promise<Account> {
  const ofCustomer = { ...page, customer: customerId };
  const found = await stripe.customers.retrieve(customerId);
  const charges = await stripe.charges.list(ofCustomer).autoPagingToArray(all);
  const listed = await stripe.invoices
    .list({ ...ofCustomer, expand: ["data.payments"] })
    .autoPagingToArray(all);
  const invoices: Stripe.Invoice[] = [];
  for (const invoice of listed) invoices.push(await withAllLines(stripe, invoice));
  const movements = await stripe.customers.listBalanceTransactions(customerId, page).autoPagingToArray(all);
  return {
    customerId,
    balance: found.deleted ? null : found.balance,
    invoices,
    payments: invoices.flatMap(({ payments }) => payments?.data ?? []),
    charges,
    refunds: await ofEach(
      charges,
      ({ amount_refunded }) => amount_refunded > 0,
      (charge) => stripe.refunds.list({ ...page, charge }).autoPagingToArray(all),
    ),
    disputes: await ofEach(
      charges,
      ({ disputed }) => disputed,
      (charge) => stripe.disputes.list({ ...page, charge }).autoPagingToArray(all),
    ),
    creditNotes: await stripe.creditNotes.list(ofCustomer).autoPagingToArray(all),
    movements: movements.toReversed(),
  };
}

async function withAllLines(stripe: Stripe, invoice: Stripe.Invoice): Promise<Stripe.Invoice> {
  if (!invoice.lines.has_more) return invoice;
  const data = await stripe.invoices.listLineItems(invoice.id, page).autoPagingToArray(all);
  return { ...invoice, lines: { ...invoice.lines, data } };
}

async function ofEach<T>(
  charges: Stripe.Charge[],
  isConcerned: (charge: Stripe.Charge) => boolean,
  list: (chargeId: string) => Promise<T[]>,
): Promise<T[]> {
  const lists: T[][] = [];
  for (const { id } of charges.filter(isConcerned)) lists.push(await list(id));
  return lists.flat();
}

function readLedger(tenantId: string): Promise<Ledger> {
  return withPlatform(async (db) => {
    const [account] = await db.select().from(billingAccounts).where(eq(billingAccounts.tenantId, tenantId));
    return {
      invoices: await db.select().from(billingInvoices).where(eq(billingInvoices.tenantId, tenantId)),
      attempts: await db
        .select()
        .from(billingPaymentAttempts)
        .where(eq(billingPaymentAttempts.tenantId, tenantId)),
      adjustments: await db
        .select()
        .from(billingAdjustments)
        .where(eq(billingAdjustments.tenantId, tenantId)),
      balance: account?.balance ?? 0,
      isDisputed: account?.isDisputed ?? false,
    };
  });
}

import { and, eq } from "drizzle-orm";
import { billingAccounts, billingAdjustments, billingInvoices } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { invoice as invoiceShape } from "@/lib/billing/shapes";
import { notFound } from "@/lib/core/errors";
import { type OutputOf, query } from "@/lib/core/operation";
import { bookedNote, linesBelowZero } from "./credit-note";
import { kindOf } from "./documents";
import { givenBack } from "./given-back";
import { invoiceReference } from "./schema";
import { listAdjustments, listAttempts, listCorrections } from "./what-followed";

/**
 * One invoice as its page and its PDF show it, with every try to collect it and all that was given back; or one credit
 * note, with its amounts below zero.
 */
export const getInvoice = query({
  name: "billing.get_invoice",
  summary: "Show an invoice",
  permission: "billing:read",
  store: "platform",
  input: invoiceReference,
  output: invoiceShape,
  rest: "GET /invoices/{number}",
  example: { number: "INV-202611-000042" },
  async run({ db, context }, { number }) {
    const { id: tenantId, name: workspaceName } = context.tenant;
    const found = (await findInvoice(db, tenantId, number)) ?? (await findCreditNote(db, tenantId, number));
    if (!found) throw notFound("invoice");
    const billTo = found.billTo ?? (isIssued(found) ? null : await findBillTo(db, tenantId));
    return { ...found, workspaceName, billTo };
  },
});
export type Invoice = OutputOf<typeof getInvoice>;

/** What was known of its recipient then is all there will be: the customer may be another one by now. */
const isIssued = ({ issuedAt }: { issuedAt: Date | null }): boolean => issuedAt !== null;

async function findInvoice(db: WorkspaceDb, tenantId: string, number: string) {
  const [invoice] = await db
    .select()
    .from(billingInvoices)
    .where(and(eq(billingInvoices.tenantId, tenantId), eq(billingInvoices.number, number)));
  if (!invoice) return null;
  const { stripeId, correctsId } = invoice;
  const corrected = await findStripes(db, tenantId, correctsId);
  return {
    ...invoice,
    number,
    kind: kindOf(number),
    corrects: corrected?.number ?? null,
    corrections: await listCorrections(db, tenantId, stripeId),
    attempts: await listAttempts(db, tenantId, stripeId),
    adjustments: givenBack(await listAdjustments(db, tenantId, stripeId)),
  };
}

async function findCreditNote(db: WorkspaceDb, tenantId: string, number: string) {
  const [note] = await db
    .select()
    .from(billingAdjustments)
    .where(and(eq(billingAdjustments.tenantId, tenantId), eq(billingAdjustments.number, number)));
  if (!note) return null;
  const corrected = await findStripes(db, tenantId, note.invoiceId);
  return {
    ...bookedNote(note, corrected?.number ?? null),
    billTo: corrected?.billTo ?? null,
    taxExempt: corrected?.taxExempt ?? null,
    draftedAt: note.adjustedAt,
    startingBalance: 0,
    endingBalance: null,
    lines: linesBelowZero(note),
    hostedUrl: null,
    corrections: [],
    attempts: [],
    adjustments: [],
  };
}

/** An invoice by its id at Stripe, as what corrects it knows it. */
async function findStripes(db: WorkspaceDb, tenantId: string, stripeId: string | null) {
  if (!stripeId) return null;
  const { number, billTo, taxExempt } = billingInvoices;
  const [found] = await db
    .select({ number, billTo, taxExempt })
    .from(billingInvoices)
    .where(and(eq(billingInvoices.tenantId, tenantId), eq(billingInvoices.stripeId, stripeId)));
  return found ?? null;
}

async function findBillTo(db: WorkspaceDb, tenantId: string) {
  const [account] = await db
    .select({ billTo: billingAccounts.billTo })
    .from(billingAccounts)
    .where(eq(billingAccounts.tenantId, tenantId));
  return account?.billTo ?? null;
}

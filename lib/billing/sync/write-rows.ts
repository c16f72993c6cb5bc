import { isDeepStrictEqual } from "node:util";
import { and, eq, inArray } from "drizzle-orm";
import {
  billingAccounts,
  billingAdjustments,
  billingInvoices,
  billingPaymentAttempts,
  billingSubscriptions,
} from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { isLive } from "./access";
import { allocateNumber, isIssued, nextNumber } from "./invoice-number";
import type { Projection } from "./project";
import type { LocalState } from "./read-local";
import type { InvoiceState, SubscriptionState } from "./states";
import type { NumberedAdjustment, NumberedInvoice } from "./transitions/words";

/** Makes the rows what the projection says, touching only those that differ. Returns what has a number with it. */
export async function writeRows(
  db: PlatformDb,
  local: LocalState,
  projection: Projection,
  sequence: number,
): Promise<{ invoices: NumberedInvoice[]; adjustments: NumberedAdjustment[] }> {
  await writeCustomer(db, local, projection);
  await writeSubscriptions(db, local, projection.subscriptions, sequence);
  const invoices = await writeInvoices(db, local, projection.invoices);
  await writeAttempts(db, local, projection.attempts);
  const adjustments = await writeAdjustments(db, local, projection.adjustments);
  return { invoices, adjustments };
}

/** The billing account's row, as far as a projection decides it. */
export function accountRow({ customer: { id: _id, openDisputes, ...account } }: Projection) {
  const disputes = openDisputes.map(({ id: _dispute, ...shown }) => shown);
  return { ...account, isDisputed: disputes.length > 0, disputes };
}

async function writeCustomer(db: PlatformDb, local: LocalState, projection: Projection): Promise<void> {
  const values = accountRow(projection);
  if (agrees(local.customer, values)) return;
  await db
    .update(billingAccounts)
    .set({ ...values, updatedAt: clock.now() })
    .where(eq(billingAccounts.tenantId, local.tenantId));
}

async function writeSubscriptions(
  db: PlatformDb,
  { tenantId, subscriptions }: LocalState,
  wanted: SubscriptionState[],
  sequence: number,
): Promise<void> {
  // The index allows one live row per tenant: who steps down must be written before who steps up.
  for (const row of wanted.toSorted((a, b) => stepOf(a) - stepOf(b))) {
    if (isStored(subscriptions, row)) continue;
    const values = { ...row, tenantId, syncedSequence: sequence, updatedAt: clock.now() };
    await db
      .insert(billingSubscriptions)
      .values(values)
      .onConflictDoUpdate({ target: billingSubscriptions.stripeId, set: values });
  }
}

const stepOf = ({ status, isDuplicate }: SubscriptionState): number =>
  isLive(status) && !isDuplicate ? 1 : 0;

/** Oldest first, so that numbers rise with the dates. A draft that is gone at Stripe is gone here. */
async function writeInvoices(
  db: PlatformDb,
  { tenantId, invoices }: LocalState,
  wanted: InvoiceState[],
): Promise<NumberedInvoice[]> {
  const listed = new Set(wanted.map(({ stripeId }) => stripeId));
  const gone = invoices.filter(({ status, stripeId }) => status === "draft" && !listed.has(stripeId));
  if (gone.length > 0) await deleteInvoices(db, tenantId, gone);
  const numbered: NumberedInvoice[] = [];
  for (const row of wanted.toSorted((a, b) => a.draftedAt.getTime() - b.draftedAt.getTime())) {
    const known = invoices.find(({ stripeId }) => stripeId === row.stripeId);
    const number = known?.number ?? (isIssued(row) ? await allocateNumber(db, row) : null);
    numbered.push({ ...row, number });
    if (isStored(invoices, row)) continue;
    const values = { ...row, number, tenantId, updatedAt: clock.now() };
    await db
      .insert(billingInvoices)
      .values(values)
      .onConflictDoUpdate({ target: billingInvoices.stripeId, set: values });
  }
  return numbered;
}

async function deleteInvoices(db: PlatformDb, tenantId: string, gone: { stripeId: string }[]): Promise<void> {
  const ids = gone.map(({ stripeId }) => stripeId);
  await db
    .delete(billingInvoices)
    .where(and(eq(billingInvoices.tenantId, tenantId), inArray(billingInvoices.stripeId, ids)));
}

async function writeAttempts(
  db: PlatformDb,
  { tenantId, attempts }: LocalState,
  wanted: Projection["attempts"],
): Promise<void> {
  for (const row of wanted.filter((one) => !isStored(attempts, one))) {
    const values = { ...row, tenantId };
    await db
      .insert(billingPaymentAttempts)
      .values(values)
      .onConflictDoUpdate({ target: billingPaymentAttempts.stripeId, set: values });
  }
}

async function writeAdjustments(
  db: PlatformDb,
  { tenantId, adjustments }: LocalState,
  wanted: Projection["adjustments"],
): Promise<NumberedAdjustment[]> {
  const numbered: NumberedAdjustment[] = [];
  for (const row of wanted.toSorted((a, b) => a.adjustedAt.getTime() - b.adjustedAt.getTime())) {
    const known = adjustments.find(({ stripeId }) => stripeId === row.stripeId);
    const isNote = row.kind === "credit_note";
    const number = known?.number ?? (isNote ? await nextNumber(db, "CN", row.adjustedAt) : null);
    numbered.push({ ...row, number });
    if (number === (known?.number ?? null) && isStored(adjustments, row)) continue;
    const values = { ...row, number, tenantId };
    await db
      .insert(billingAdjustments)
      .values(values)
      .onConflictDoUpdate({ target: billingAdjustments.stripeId, set: values });
  }
  return numbered;
}

/** Whether `known` has the value of every field of `wanted`; it may have more fields. */
export function agrees(known: object, wanted: object): boolean {
  return differencesOf(known, wanted).length === 0;
}

/** The fields in which `known` has another value than `wanted`. */
export function differencesOf(
  known: object,
  wanted: object,
): { field: string; local: unknown; remote: unknown }[] {
  const current = new Map<string, unknown>(Object.entries(known));
  return Object.entries(wanted)
    .filter(([field, value]) => !isDeepStrictEqual(current.get(field), value))
    .map(([field, remote]) => ({ field, local: current.get(field), remote }));
}

function isStored(rows: { stripeId: string }[], wanted: { stripeId: string }): boolean {
  const known = rows.find(({ stripeId }) => stripeId === wanted.stripeId);
  return known !== undefined && agrees(known, wanted);
}

import { type AnyColumn, and, eq, gte, isNotNull, lt, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { z } from "zod";
import { billingAdjustments, billingInvoices } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { bookedInvoice } from "@/lib/billing/shapes";
import { type OutputOf, query } from "@/lib/core/operation";
import { bookedNote } from "./credit-note";
import { billsSomething, kindOf } from "./documents";
import { type ExportRange, exportInvoicesInput } from "./schema";

/** Every invoice and credit note of a range of months, oldest first, for the books. Amounts in minor units. */
export const exportInvoices = query({
  name: "billing.export_invoices",
  summary: "Export the invoices of some months",
  permission: "billing:read",
  store: "platform",
  input: exportInvoicesInput,
  output: z.array(bookedInvoice),
  rest: { none: "a download for the books; GET /invoices tells the same" },
  example: { from: "2026-01", to: "2026-11" },
  async run({ db, context }, range) {
    const { id } = context.tenant;
    const booked = [...(await readInvoices(db, id, range)), ...(await readNotes(db, id, range))];
    return booked.toSorted(byMoment);
  },
});
export type ExportedInvoice = OutputOf<typeof exportInvoices>[number];

interface Booked {
  number: string;
  kind: string;
  issuedAt: Date | null;
}

/** Of one moment, invoices come before the credit notes that correct them. */
const byMoment = (one: Booked, other: Booked): number =>
  (one.issuedAt?.getTime() ?? 0) - (other.issuedAt?.getTime() ?? 0) ||
  other.kind.localeCompare(one.kind) ||
  one.number.localeCompare(other.number);

async function readInvoices(db: WorkspaceDb, tenantId: string, range: ExportRange) {
  const corrected = alias(billingInvoices, "corrected");
  const rows = await db
    .select({ invoice: billingInvoices, corrects: corrected.number })
    .from(billingInvoices)
    .leftJoin(
      corrected,
      and(eq(corrected.stripeId, billingInvoices.correctsId), eq(corrected.tenantId, tenantId)),
    )
    .where(
      and(
        eq(billingInvoices.tenantId, tenantId),
        isNotNull(billingInvoices.number),
        billsSomething,
        within(billingInvoices.issuedAt, range),
      ),
    );
  return rows.map(({ invoice, corrects }) => {
    const number = invoice.number ?? "";
    return { ...invoice, number, kind: kindOf(number), corrects };
  });
}

async function readNotes(db: WorkspaceDb, tenantId: string, range: ExportRange) {
  const { tenantId: whose, number, invoiceId, adjustedAt } = billingAdjustments;
  const rows = await db
    .select({ note: billingAdjustments, corrects: billingInvoices.number })
    .from(billingAdjustments)
    .leftJoin(
      billingInvoices,
      and(eq(billingInvoices.stripeId, invoiceId), eq(billingInvoices.tenantId, tenantId)),
    )
    .where(and(eq(whose, tenantId), isNotNull(number), within(adjustedAt, range)));
  return rows.map(({ note, corrects }) => bookedNote(note, corrects));
}

const within = (day: AnyColumn, { from, to }: ExportRange): SQL | undefined =>
  and(from ? gte(day, startOf(from)) : undefined, to ? lt(day, endOf(to)) : undefined);

const startOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

function endOf(month: string): Date {
  const end = startOf(month);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}

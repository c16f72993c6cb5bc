import { and, asc, eq, gte, isNotNull, lt } from "drizzle-orm";
import { z } from "zod";
import { billingInvoices } from "@/db/schema/platform";
import { bookedInvoice } from "@/lib/billing/shapes";
import { type OutputOf, query } from "@/lib/core/operation";
import { exportInvoicesInput } from "./schema";

const { issuedAt } = billingInvoices;

/** Every issued invoice of a range of months, oldest first, for the books. Amounts in minor units. */
export const exportInvoices = query({
  name: "billing.export_invoices",
  summary: "Export the invoices of some months",
  permission: "billing:read",
  store: "platform",
  input: exportInvoicesInput,
  output: z.array(bookedInvoice),
  rest: { none: "a download for the books; GET /invoices tells the same" },
  example: { from: "2026-01", to: "2026-11" },
  async run({ db, context }, { from, to }) {
    const rows = await db
      .select({
        number: billingInvoices.number,
        stripeNumber: billingInvoices.stripeNumber,
        status: billingInvoices.status,
        issuedAt,
        dueAt: billingInvoices.dueAt,
        paidAt: billingInvoices.paidAt,
        currency: billingInvoices.currency,
        subtotal: billingInvoices.subtotal,
        discount: billingInvoices.discount,
        tax: billingInvoices.tax,
        total: billingInvoices.total,
        amountPaid: billingInvoices.amountPaid,
        amountRemaining: billingInvoices.amountRemaining,
        amountRefunded: billingInvoices.amountRefunded,
        amountCredited: billingInvoices.amountCredited,
      })
      .from(billingInvoices)
      .where(
        and(
          eq(billingInvoices.tenantId, context.tenant.id),
          isNotNull(billingInvoices.number),
          from ? gte(issuedAt, startOf(from)) : undefined,
          to ? lt(issuedAt, endOf(to)) : undefined,
        ),
      )
      .orderBy(asc(issuedAt), asc(billingInvoices.number));
    return rows.map(({ number, ...row }) => ({ number: number ?? "", ...row }));
  },
});
export type ExportedInvoice = OutputOf<typeof exportInvoices>[number];

const startOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

function endOf(month: string): Date {
  const end = startOf(month);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}

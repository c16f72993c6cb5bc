import { and, asc, eq, gte, isNotNull, lt } from "drizzle-orm";
import { billingInvoices } from "@/db/schema/platform";
import { query } from "@/lib/core/query";
import { exportInvoicesInput } from "./schema";

const { issuedAt } = billingInvoices;

/** Every issued invoice of a range of months, oldest first, for the books. Amounts in minor units. */
export const exportInvoices = query({
  name: "billing.export_invoices",
  permission: "billing:read",
  input: exportInvoicesInput,
  run: ({ db, context }, { from, to }) =>
    db
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
      .orderBy(asc(issuedAt), asc(billingInvoices.number)),
});
export type ExportedInvoice = Awaited<ReturnType<typeof exportInvoices.run>>[number];

const startOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

function endOf(month: string): Date {
  const end = startOf(month);
  end.setUTCMonth(end.getUTCMonth() + 1);
  return end;
}

import { exportInvoices } from "@/lib/billing/invoices/export-invoices";
import { invoicesCsv } from "@/lib/billing/invoices/invoices-csv";
import { runQuery } from "@/lib/core/run";
import { route } from "@/lib/entry/api";
import { currentContext } from "@/lib/entry/context";
import { fromText } from "@/lib/entry/from-text";

/** `?from=2026-01&to=2026-12`, both months included and both optional. */
export const GET = route(async (request) => {
  const range = fromText(exportInvoices.input, new URL(request.url).searchParams);
  const context = await currentContext();
  const invoices = await runQuery(exportInvoices, context, range);
  return new Response(invoicesCsv(invoices), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="invoices-${context.tenant.slug}.csv"`,
      "cache-control": "private, no-store",
    },
  });
});

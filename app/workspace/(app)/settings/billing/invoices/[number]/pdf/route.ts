import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { invoicePdf } from "@/lib/billing/invoices/invoice-pdf";
import { issuerLines } from "@/lib/billing/invoices/issuer";
import { runQuery } from "@/lib/core/run";
import { route } from "@/lib/entry/api";
import { currentContext } from "@/lib/entry/context";

interface Place {
  params: Promise<{ number: string }>;
}

/** An invoice as a file named by its number. */
export async function GET(request: Request, { params }: Place): Promise<Response> {
  const { number } = await params;
  const answer = route(async () => {
    const invoice = await runQuery(getInvoice, await currentContext(), { number });
    const body = new Uint8Array(await invoicePdf(invoice, issuerLines()));
    return new Response(body, {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${invoice.number}.pdf"`,
        "cache-control": "private, no-store",
      },
    });
  });
  return answer(request);
}

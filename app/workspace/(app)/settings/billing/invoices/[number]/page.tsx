import { Download, ExternalLink } from "lucide-react";
import type { Metadata } from "next";
import { documentWords } from "@/components/billing/status-words";
import { InvoicePaper } from "@/components/invoices/invoice-paper";
import { PaymentHistory } from "@/components/invoices/payment-history";
import { RelatedDocuments } from "@/components/invoices/related-documents";
import { StatusBadge } from "@/components/ui/badge";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { PlainLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { kindOf } from "@/lib/billing/invoices/documents";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import {
  addressLines,
  amountsOf,
  factsOf,
  linesOf,
  notesOf,
  titleOf,
} from "@/lib/billing/invoices/invoice-text";
import { issuerLines } from "@/lib/billing/invoices/issuer";
import { can } from "@/lib/core/permissions";
import { read, viewer } from "@/lib/entry/page";

interface InvoicePageProps {
  params: Promise<{ number: string }>;
}

export async function generateMetadata({ params }: InvoicePageProps): Promise<Metadata> {
  const { number } = await params;
  return { title: `${titleOf({ kind: kindOf(number) })} ${number}` };
}

export default async function InvoicePage({ params }: InvoicePageProps) {
  const invoice = await read(getInvoice, { number: (await params).number });
  const billing = "/settings/billing";
  const { label, variant } = documentWords({ ...invoice, refunded: invoice.amountRefunded });
  const { role } = await viewer();
  const canPay = invoice.status === "open" && can(role, "billing:manage");
  return (
    <>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: "Billing", href: billing }, { label: invoice.number }]} />}
        title={
          <span className="flex flex-wrap items-center gap-3">
            {titleOf(invoice)} {invoice.number} <StatusBadge variant={variant}>{label}</StatusBadge>
          </span>
        }
        actions={
          <>
            <Button asChild variant="outline">
              <PlainLink href={`${billing}/invoices/${invoice.number}/pdf`}>
                <Download aria-hidden /> PDF
              </PlainLink>
            </Button>
            {canPay && invoice.hostedUrl ? (
              <Button asChild>
                <a href={invoice.hostedUrl}>
                  Pay invoice <ExternalLink aria-hidden />
                </a>
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_18rem]">
        <InvoicePaper
          notes={notesOf(invoice)}
          from={issuerLines()}
          billedTo={addressLines(invoice)}
          facts={factsOf(invoice)}
          lines={linesOf(invoice)}
          amounts={amountsOf(invoice)}
        />
        <div className="grid gap-6">
          <RelatedDocuments {...invoice} href={`${billing}/invoices`} />
          {invoice.kind === "invoice" ? <PaymentHistory {...invoice} /> : null}
        </div>
      </div>
    </>
  );
}

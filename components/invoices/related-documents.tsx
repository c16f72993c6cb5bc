import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import type { Invoice } from "@/lib/billing/invoices/get-invoice";

interface RelatedDocumentsProps extends Pick<Invoice, "corrects" | "corrections"> {
  /** Where documents have their pages, by number. */
  href: string;
}

/** The invoice that a credit note corrects, or the credit notes that correct an invoice. */
export function RelatedDocuments({ corrects, corrections, href }: RelatedDocumentsProps) {
  const numbers = corrects ? [corrects] : corrections;
  if (numbers.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{corrects ? "Corrects the invoice" : "Corrected by"}</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-2">
          {numbers.map((number) => (
            <li key={number}>
              <Link
                href={`${href}/${number}`}
                className="font-medium font-mono text-[0.8125rem] text-brand underline-offset-4 hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
              >
                {number}
              </Link>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

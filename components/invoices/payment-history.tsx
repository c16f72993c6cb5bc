import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import type { Invoice } from "@/lib/billing/invoices/get-invoice";
import { formatDay } from "@/lib/platform/date";
import { formatMoney } from "@/lib/platform/money";
import { declineWords } from "./decline-words";

interface Entry {
  at: Date;
  title: string;
  note: string;
}

/** What happened to an invoice after it was issued: tries to collect it, and what was given back. */
export function PaymentHistory({ attempts, adjustments }: Pick<Invoice, "attempts" | "adjustments">) {
  const entries = [...attempts.map(attemptEntry), ...adjustments.map(adjustmentEntry)].toSorted(
    (a, b) => a.at.getTime() - b.at.getTime(),
  );
  return (
    <Card>
      <CardHeader>
        <CardTitle>Payments</CardTitle>
      </CardHeader>
      <CardContent>
        {entries.length === 0 ? (
          <p className="text-muted-foreground text-sm">No payment was tried yet.</p>
        ) : (
          <ol className="grid gap-4">
            {entries.map(({ at, title, note }) => (
              <li key={`${at.getTime()} ${title}`} className="border-l-2 pl-3 text-sm">
                <p className="font-medium">{title}</p>
                {note ? <p className="text-muted-foreground">{note}</p> : null}
                <time dateTime={at.toISOString()} className="text-muted-foreground text-xs">
                  {formatDay(at)}
                </time>
              </li>
            ))}
          </ol>
        )}
      </CardContent>
    </Card>
  );
}

function attemptEntry(attempt: Invoice["attempts"][number]): Entry {
  const { attemptedAt: at, status, amount, currency, declineCode } = attempt;
  const money = formatMoney(amount, currency);
  if (status === "succeeded" || status === "paid") return { at, title: `${money} paid`, note: "" };
  return { at, title: `${money} not collected`, note: declineWords(declineCode) };
}

function adjustmentEntry(given: Invoice["adjustments"][number]): Entry {
  const { adjustedAt: at, kind, amount, currency, number } = given;
  const money = formatMoney(amount, currency);
  const note = number ? `Credit note ${number}.` : "";
  return kind === "refund"
    ? { at, title: `${money} refunded`, note: `To the card it came from. ${note}`.trim() }
    : { at, title: `${money} credited`, note };
}

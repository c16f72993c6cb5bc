import { NextBillCard } from "@/components/billing/next-bill-card";
import { Alert } from "@/components/ui/alert";
import { previewInvoice } from "@/lib/billing/running-bill/preview-invoice";
import { runCommand } from "@/lib/core/run";
import { attempt } from "@/lib/entry/page";

/** The running bill, once the payment provider has worked it out; the page does not wait for it. */
export async function NextBill({ hasCard }: { hasCard: boolean }) {
  const bill = await attempt((context) => runCommand(previewInvoice, context, {}));
  if (!bill.ok) {
    return (
      <Alert title="What the next invoice comes to is not known right now">
        Reload the page in a minute.
      </Alert>
    );
  }
  return bill.value ? <NextBillCard bill={bill.value} hasCard={hasCard} /> : null;
}

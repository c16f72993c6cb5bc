import { Notice, type NoticesProps } from "@/components/billing/notice";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";

/** Invoices without tax, because nobody knows where the payer is. */
export function TaxNotice({ billing: { subscription }, canManage }: NoticesProps) {
  if (!subscription?.isTaxLost || subscription.status === "canceled") return null;
  return (
    <Notice
      variant="warning"
      title="Invoices need a complete address"
      actions={
        canManage ? (
          <Button asChild size="sm" variant="outline">
            <Link href="/settings/billing/recipient">Complete the address</Link>
          </Button>
        ) : null
      }
    >
      Tax could not be worked out for the last invoice.{" "}
      {canManage
        ? "Complete the address, and the next one has tax on it again."
        : "An owner, or a member with the billing role, can complete the address."}
    </Notice>
  );
}

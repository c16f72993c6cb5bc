import { CardButton } from "@/components/billing/card-button";
import { ActionButton } from "@/components/ui/action-button";
import { Button } from "@/components/ui/button";
import { payInvoiceAction } from "@/lib/billing/actions";
import type { Billing } from "@/lib/billing/queries";

type PayButtonsProps = Pick<Billing, "openInvoice" | "paymentMethod">;

/** The ways out of an open invoice: the card on file, which its owner may have to confirm, another card, or the provider's own page. */
export function PayButtons({ openInvoice, paymentMethod }: PayButtonsProps) {
  const confirmUrl = openInvoice?.needsAction ? openInvoice.hostedUrl : null;
  return (
    <>
      {confirmUrl ? (
        <Button asChild size="sm">
          <a href={confirmUrl}>Confirm payment</a>
        </Button>
      ) : null}
      {openInvoice && paymentMethod && !confirmUrl ? (
        <ActionButton action={payInvoiceAction} fields={{ number: openInvoice.number }}>
          Pay now
        </ActionButton>
      ) : null}
      {openInvoice?.hostedUrl && !paymentMethod ? (
        <Button asChild size="sm">
          <a href={openInvoice.hostedUrl}>Pay invoice</a>
        </Button>
      ) : null}
      <CardButton>{paymentMethod ? "Update card" : "Add a card"}</CardButton>
    </>
  );
}

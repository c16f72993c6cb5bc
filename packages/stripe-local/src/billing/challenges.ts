import type { Sandbox } from "../sandbox.js";
import type { Invoice, PaymentIntent, PaymentMethod } from "../types.js";
import { cardByLast4, type Decline } from "./cards.js";

/** The bank wants to hear from the card's owner before it pays (docs: 3D Secure; error codes). */
export const OWNER_ASKED: Decline = {
  code: "invoice_payment_intent_requires_action",
  declineCode: "authentication_required",
  message:
    "This payment requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with this invoice.",
};

/** Whether this card has to wait for its owner. What was confirmed counts once, or from then on, by card. */
export function asksOwner(sandbox: Sandbox, method: PaymentMethod): boolean {
  const asks = cardByLast4(method.card?.last4 ?? "")?.asksOwner;
  if (!asks) return false;
  if (!sandbox.store.find("_confirmed", method.id)) return true;
  if (asks === "always") sandbox.store.remove("_confirmed", method.id);
  return false;
}

/** The owner has confirmed: the next charge of the card, or its setup, goes through. */
export function confirmOwner(sandbox: Sandbox, method: string): void {
  sandbox.store.put<"_confirmed">({ id: method, object: "_confirmed" });
}

/** The intent waits, and says where its owner is led to: the hosted page of its invoice. */
export function waitForOwner(
  sandbox: Sandbox,
  { id }: PaymentIntent,
  method: PaymentMethod,
  invoice: string,
): void {
  const waiting = sandbox.store.change("payment_intent", id, {
    status: "requires_action",
    payment_method: method.id,
    last_payment_error: null,
    next_action: {
      type: "redirect_to_url",
      redirect_to_url: { url: `${sandbox.publicUrl}/i/${invoice}`, return_url: null },
    },
  });
  sandbox.emit("payment_intent.requires_action", waiting);
}

/** The owner could not be confirmed: the payment needs another try, or another card. */
export function refuseOwner(sandbox: Sandbox, intent: PaymentIntent, invoice: Invoice): void {
  const refused = sandbox.store.change("payment_intent", intent.id, {
    status: "requires_payment_method",
    next_action: null,
    last_payment_error: {
      type: "invalid_request_error",
      code: "payment_intent_authentication_failure",
      message:
        "The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.",
    },
  });
  sandbox.emit("payment_intent.payment_failed", refused);
  sandbox.emit("invoice.payment_failed", invoice);
}

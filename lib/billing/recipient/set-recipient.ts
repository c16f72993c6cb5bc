import { z } from "zod";
import { findCustomerId } from "@/lib/billing/find-customer";
import { bringTaxBack } from "@/lib/billing/stripe/automatic-tax";
import { lacksAddress } from "@/lib/billing/stripe/payment";
import { putRecipient, refusesTaxId } from "@/lib/billing/stripe/recipient";
import { syncNow } from "@/lib/billing/sync/sync";
import { invalidField, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { type RecipientInput, recipientInput } from "./schema";
import { notATaxId, taxIdTypeOf } from "./tax-id-types";

/**
 * Makes invoices out to somebody else from now on; those that are issued stay as they are. Throws `not_found` before the
 * first checkout, and `invalid` beside the tax id where Stripe says that it cannot be
 * one, and beside the postal code where it cannot place the address and tax waits for that.
 */
export const setRecipient = command({
  name: "billing.set_recipient",
  summary: "Set whom invoices are made out to",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: recipientInput,
  output: z.object({ isRead: z.boolean() }),
  emits: ["recipient.requested"],
  rest: "PUT /invoice-recipient",
  example: {
    ...{ name: "Acme GmbH", line1: "Lange Straße 1", postalCode: "10115", city: "Berlin", country: "DE" },
    ...{ taxId: "DE123456789", purchaseOrder: "PO-4711", email: "invoices@acme.example" },
  },
  async run({ db, context, emit }, wanted) {
    const customerId = await findCustomerId(db, context.tenant.id);
    if (!customerId) throw notFound("payment account");
    await emit("recipient.requested", { id: context.tenant.id, label: wanted.name });
    return { customerId, wanted };
  },
  async afterCommit({ idempotencyKey }, { customerId, wanted }) {
    await putRecipient(customerId, atStripe(wanted), idempotencyKey).catch((cause) => refuse(wanted, cause));
    await bringTaxBack(customerId, idempotencyKey).catch(refusePlace);
    return { isRead: await syncNow(customerId) };
  },
});

function atStripe({ taxId, ...wanted }: RecipientInput) {
  const type = taxId ? taxIdTypeOf(wanted.country, taxId)?.type : undefined;
  return { ...wanted, taxId: taxId && type ? { type, value: taxId } : null };
}

function refusePlace(cause: unknown): never {
  if (!lacksAddress(cause)) throw cause;
  throw invalidField(
    "postalCode",
    "Tax cannot be worked out for this address. Check the postal code and the country.",
  );
}

function refuse({ country, taxId = "" }: RecipientInput, cause: unknown): never {
  if (!refusesTaxId(cause)) throw cause;
  throw invalidField("taxId", notATaxId(country, taxId));
}

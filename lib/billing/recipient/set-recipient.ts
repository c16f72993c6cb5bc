import { z } from "zod";
import { carryOut } from "@/lib/billing/changes/carry-out";
import { findCustomerId } from "@/lib/billing/find-customer";
import { hashOf, joinIntent, lockIntents } from "@/lib/billing/intents";
import { bringTaxBack } from "@/lib/billing/stripe/automatic-tax";
import { lacksAddress } from "@/lib/billing/stripe/payment";
import { putRecipient, refusesTaxId } from "@/lib/billing/stripe/recipient";
import { invalidField, notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { type RecipientInput, recipientInput } from "./schema";
import { notATaxId, taxIdTypeOf } from "./tax-id-types";

/**
 * Makes invoices out to somebody else from now on; those that are issued stay as they are. One at a time, because it is
 * several requests to Stripe: a second click joins the first, and whoever wants something else at the same moment is told.
 * Throws `not_found` before the first checkout, and `invalid` beside the tax id where Stripe says that it cannot be one, and
 * beside the postal code where it cannot place the address and tax waits for that.
 */
export const setRecipient = command({
  name: "billing.set_recipient",
  summary: "Set whom invoices are made out to",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: recipientInput,
  output: z.void(),
  emits: ["recipient.requested"],
  emitsNothing: "a second click joins the request that has told already",
  rest: "PUT /invoice-recipient",
  example: {
    ...{ name: "Acme GmbH", line1: "Lange Straße 1", postalCode: "10115", city: "Berlin", country: "DE" },
    ...{ taxId: "DE123456789", purchaseOrder: "PO-4711", email: "invoices@acme.example" },
  },
  async run({ db, context, emit }, wanted) {
    await lockIntents(db, context.tenant.id);
    const customerId = await findCustomerId(db, context.tenant.id);
    if (!customerId) throw notFound("payment account");
    // Who and where is kept at Stripe alone: the intent has to know only whether it is the same.
    const params = { recipient: hashOf(wanted) };
    const { intent, isJoined } = await joinIntent(db, context, { kind: "recipient", params });
    if (!isJoined) await emit("recipient.requested", { id: context.tenant.id, label: wanted.name });
    return { customerId, intentId: intent.id, wanted };
  },
  afterCommit: ({ context }, { wanted, ...request }) =>
    carryOut(context, request, async (keyOf) => {
      const { customerId } = request;
      await putRecipient(customerId, atStripe(wanted), keyOf).catch((cause) => refuse(wanted, cause));
      await bringTaxBack(customerId, keyOf).catch(refusePlace);
    }),
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

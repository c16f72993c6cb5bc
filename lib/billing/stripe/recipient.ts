import Stripe from "stripe";
import { notFound } from "@/lib/core/errors";
import { chosenName } from "./card-holder";
import { isUnknownToStripe, withStripe } from "./client";
import { purchaseOrderField } from "./reshape";

export interface StripeRecipient {
  name: string;
  line1: string;
  line2?: string;
  postalCode?: string;
  city: string;
  state?: string;
  country: string;
  taxId: { type: string; value: string } | null;
  purchaseOrder?: string;
  email: string;
}

/**
 * Makes a customer's next invoices out to somebody else. The tax id comes first, because it is what Stripe may refuse: then
 * nothing has changed. Throws Stripe's refusal, and `not_found` where the customer was deleted there.
 */
export async function putRecipient(
  customerId: string,
  wanted: StripeRecipient,
  keyOf: (step: string) => string,
): Promise<void> {
  await withStripe(async (stripe) => {
    const customer = await stripe.customers.retrieve(customerId, { expand: ["tax_ids"] });
    if (customer.deleted) throw notFound("payment account");
    const named = (step: string) => ({ idempotencyKey: keyOf(step) });
    const known = customer.tax_ids?.data ?? [];
    const { taxId } = wanted;
    const isKept = ({ type, value }: Stripe.TaxId) => type === taxId?.type && value === taxId.value;
    if (taxId && !known.some(isKept)) await stripe.customers.createTaxId(customerId, taxId, named("tax-id"));
    await stripe.customers.update(customerId, customerParams(customer, wanted), named("customer"));
    for (const { id } of known.filter((one) => !isKept(one)))
      await stripe.customers.deleteTaxId(customerId, id).catch(ignoreUnknown);
  });
}

/** What is gone already was taken off by another try of the same request, or in the portal. */
function ignoreUnknown(thrown: unknown): void {
  if (!isUnknownToStripe(thrown)) throw thrown;
}

/** Whether Stripe says that a tax id cannot be one. */
export const refusesTaxId = (thrown: unknown): boolean =>
  thrown instanceof Stripe.errors.StripeInvalidRequestError && thrown.code === "tax_id_invalid";

function customerParams(
  { invoice_settings: settings }: Stripe.Customer,
  { name, email, line1, line2, postalCode, city, state, country, purchaseOrder }: StripeRecipient,
): Stripe.CustomerUpdateParams {
  const others = (settings.custom_fields ?? []).filter((field) => field.name !== purchaseOrderField);
  const fields = purchaseOrder ? [...others, { name: purchaseOrderField, value: purchaseOrder }] : others;
  return {
    name,
    email,
    // An empty line takes away what stood there.
    address: { line1, line2: line2 ?? "", postal_code: postalCode ?? "", city, state: state ?? "", country },
    metadata: chosenName(name),
    invoice_settings: { custom_fields: fields.length > 0 ? fields : "" },
  };
}

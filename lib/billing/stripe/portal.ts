import { isDeepStrictEqual } from "node:util";
import type Stripe from "stripe";
import { withStripe } from "./client";

/** A form of the portal that is opened straight away. */
export type PortalFlow = "payment_method_update";

/** The address of Stripe's page for cards, addresses, tax ids and invoices. Plans and seats are changed with us. */
export async function createPortalSession(
  customerId: string,
  returnUrl: string,
  flow: PortalFlow | null,
): Promise<string> {
  const { url } = await withStripe(async (stripe) =>
    stripe.billingPortal.sessions.create({
      customer: customerId,
      return_url: returnUrl,
      configuration: await portalConfigurationId(stripe),
      ...(flow && {
        flow_data: {
          type: flow,
          after_completion: { type: "redirect" as const, redirect: { return_url: returnUrl } },
        },
      }),
    }),
  );
  return url;
}

/** Card, address, tax id and invoices, and nothing that changes a plan. */
const features = {
  invoice_history: { enabled: true },
  payment_method_update: { enabled: true },
  customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "tax_id"] },
  subscription_cancel: { enabled: false },
  subscription_update: { enabled: false },
} satisfies Stripe.BillingPortal.ConfigurationCreateParams["features"];

/** Sets the portal up, and sets right what somebody changed about it. */
export async function putPortal(): Promise<void> {
  await withStripe(async (stripe) => {
    const known = await findConfiguration(stripe);
    if (!known) await stripe.billingPortal.configurations.create({ metadata: { platform: "1" }, features });
    else if (changedFeatures(known).length > 0)
      await stripe.billingPortal.configurations.update(known.id, { features });
  });
}

/** The features of the portal that are not as they are set up; null where it is not set up. */
export const readPortalChanges = (): Promise<string[] | null> =>
  withStripe(async (stripe) => {
    const known = await findConfiguration(stripe);
    return known ? changedFeatures(known) : null;
  });

function changedFeatures({ features: found }: Stripe.BillingPortal.Configuration): string[] {
  const isSame: Record<keyof typeof features, boolean> = {
    invoice_history: found.invoice_history.enabled,
    payment_method_update: found.payment_method_update.enabled,
    customer_update:
      found.customer_update.enabled &&
      isDeepStrictEqual(
        found.customer_update.allowed_updates.toSorted(),
        features.customer_update.allowed_updates.toSorted(),
      ),
    subscription_cancel: !found.subscription_cancel.enabled,
    subscription_update: !found.subscription_update.enabled,
  };
  return Object.entries(isSame).flatMap(([feature, same]) => (same ? [] : [feature]));
}

const portalConfigurationId = async (stripe: Stripe): Promise<string | undefined> =>
  (await findConfiguration(stripe))?.id;

async function findConfiguration(stripe: Stripe): Promise<Stripe.BillingPortal.Configuration | undefined> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  return data.find(({ metadata }) => metadata?.platform === "1");
}

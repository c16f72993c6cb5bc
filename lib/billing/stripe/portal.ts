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

/** Sets the portal up once: card, address, tax id and invoices. */
export async function putPortal(): Promise<void> {
  await withStripe(async (stripe) => {
    if (await portalConfigurationId(stripe)) return;
    await stripe.billingPortal.configurations.create({
      metadata: { platform: "1" },
      features: {
        invoice_history: { enabled: true },
        payment_method_update: { enabled: true },
        customer_update: { enabled: true, allowed_updates: ["name", "email", "address", "tax_id"] },
        subscription_cancel: { enabled: false },
        subscription_update: { enabled: false },
      },
    });
  });
}

async function portalConfigurationId(stripe: Stripe): Promise<string | undefined> {
  const { data } = await stripe.billingPortal.configurations.list({ active: true, limit: 100 });
  return data.find(({ metadata }) => metadata?.platform === "1")?.id;
}

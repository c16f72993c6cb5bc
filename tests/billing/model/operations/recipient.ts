import type { Operation, Scene } from "../operations";

const ANY = ["none", "active", "trialing", "past_due"] as const;

/** Whom invoices are made out to, and what tax follows from it. */
export const recipient: readonly Operation[] = [
  { name: "address changed", weight: 1, stages: ANY, run: move },
  { name: "tax id given", weight: 0.5, stages: ANY, run: giveTaxId },
  { name: "tax status changed", weight: 0.5, stages: ANY, run: exempt },
  { name: "purchase order given", weight: 0.5, stages: ANY, run: orderBy },
  { name: "tax worked out", weight: 1, stages: ["active", "past_due"], run: taxIt },
];

const homes = [
  { country: "DE", line1: "Torstraße 1", postal_code: "10119", city: "Berlin" },
  { country: "GB", line1: "1 Strand", postal_code: "WC2N 5HR", city: "London" },
  { country: "US", line1: "1 Market Street", postal_code: "94107", city: "San Francisco", state: "CA" },
];

function move({ world, customer, random }: Scene) {
  return world.stripe.customers.update(customer, { name: "Kim Larsen Ltd", address: random.pick(homes) });
}

function giveTaxId({ world, customer, random }: Scene) {
  const number = random.between(100_000_000, 999_999_999);
  return world.stripe.customers.createTaxId(customer, { type: "eu_vat", value: `DE${number}` });
}

function exempt({ world, customer, random }: Scene) {
  return world.stripe.customers.update(customer, { tax_exempt: random.pick(["none", "exempt", "reverse"]) });
}

function orderBy({ world, customer, random }: Scene) {
  const value = `PO-${random.between(1, 9_999)}`;
  return world.stripe.customers.update(customer, {
    invoice_settings: { custom_fields: [{ name: "PO number", value }] },
  });
}

/** Only where the place is known is there a tax to work out. */
async function taxIt(scene: Scene) {
  const { world, subscription } = scene;
  if (!subscription || subscription.automatic_tax.enabled) return null;
  await move(scene);
  return world.stripe.subscriptions.update(subscription.id, { automatic_tax: { enabled: true } });
}

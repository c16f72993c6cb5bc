import { expect, test } from "vitest";
import { DeclaredShapes } from "./declared-shapes.js";
import { createCatalog, withLocalStripe } from "./support.js";

const { stripe } = withLocalStripe();

/** The tax on the first invoice of somebody in a country, and the rate that it names. */
async function taxOf(country: string, tax_exempt: "none" | "reverse") {
  const { professional } = await createCatalog(stripe());
  const { id: customer } = await stripe().customers.create({ address: { country }, tax_exempt });
  await stripe().subscriptions.create({
    customer,
    items: [{ price: professional.id }],
    automatic_tax: { enabled: true },
    payment_behavior: "default_incomplete",
  });
  const { data } = await stripe().invoices.list({ customer });
  const [tax] = data[0]?.total_taxes ?? [];
  const rate = await stripe().taxRates.retrieve(tax?.tax_rate_details?.tax_rate ?? "");
  return { tax, rate };
}

test("the rate that an invoice names can be read", async () => {
  const { tax, rate } = await taxOf("DE", "none");
  expect(tax).toMatchObject({ amount: 1_881, taxable_amount: 9_900, taxability_reason: "standard_rated" });
  expect(rate).toMatchObject({ country: "DE", percentage: 19 });
  expect(new DeclaredShapes().mismatches(JSON.parse(JSON.stringify(rate)))).toEqual([]);
});

test("whoever owes the tax themselves is charged none, and the invoice says why", async () => {
  const { tax, rate } = await taxOf("DE", "reverse");
  expect(tax).toMatchObject({ amount: 0, taxability_reason: "reverse_charge" });
  expect(rate.percentage).toBe(0);
});

test("a rate that no invoice can name does not exist", async () => {
  await expect(stripe().taxRates.retrieve("txr_1")).rejects.toMatchObject({ code: "resource_missing" });
});

import type Stripe from "stripe";
import { expect, test } from "vitest";
import { createCatalog, withLocalStripe } from "./support.js";

const { stripe } = withLocalStripe();

const newCustomer = () => stripe().customers.create({ name: "Acme", email: "owner@example.com" });

test("a tax id that cannot be one of its type is refused, whatever spaces it is written with", async () => {
  const { id } = await newCustomer();
  for (const value of ["DE12345678", "XX123456789", "hello"])
    await expect(stripe().customers.createTaxId(id, { type: "eu_vat", value })).rejects.toMatchObject({
      code: "tax_id_invalid",
      param: "value",
      message: "Invalid value for eu_vat.",
    });
  const kept = await stripe().customers.createTaxId(id, { type: "eu_vat", value: "DE 123 456 789" });
  expect(kept).toMatchObject({ country: "DE", value: "DE 123 456 789" });
});

test("a tax id is deleted from its own customer alone", async () => {
  const [one, other] = [await newCustomer(), await newCustomer()];
  const { id } = await stripe().customers.createTaxId(one.id, { type: "gb_vat", value: "GB123456789" });
  await expect(stripe().customers.deleteTaxId(other.id, id)).rejects.toMatchObject({
    code: "resource_missing",
  });
  expect(await stripe().customers.deleteTaxId(one.id, id)).toMatchObject({ id, deleted: true });
  const left = await stripe().customers.retrieve(one.id, { expand: ["tax_ids"] });
  expect(left).toMatchObject({ tax_ids: { data: [] } });
});

test("fields of a customer are printed on its invoices: four at most, and none too long", async () => {
  const { id } = await newCustomer();
  const set = (custom_fields: { name: string; value: string }[]) =>
    stripe().customers.update(id, { invoice_settings: { custom_fields } });
  const field = { name: "PO number", value: "4711" };
  await expect(set(Array.from({ length: 5 }, () => field))).rejects.toMatchObject({
    param: "invoice_settings[custom_fields]",
  });
  await expect(set([{ ...field, value: "4".repeat(141) }])).rejects.toMatchObject({
    param: "invoice_settings[custom_fields][0]",
  });
  await set([field]);
  const { starter } = await createCatalog(stripe());
  await stripe().paymentMethods.attach("pm_card_visa", { customer: id });
  await stripe().subscriptions.create({
    customer: id,
    items: [{ price: starter.id }],
    payment_behavior: "default_incomplete",
  });
  const { data } = await stripe().invoices.list({ customer: id });
  expect(data[0]?.custom_fields).toEqual([field]);
  const cleared = await stripe().customers.update(id, { invoice_settings: { custom_fields: "" } });
  expect(cleared.invoice_settings.custom_fields).toBeNull();
});

test("an address names its country by two letters, and an empty line clears what stood there", async () => {
  const { id } = await newCustomer();
  await expect(stripe().customers.update(id, { address: { country: "Germany" } })).rejects.toMatchObject({
    param: "address[country]",
  });
  const { address } = await stripe().customers.update(id, { address: { country: "DE", line2: "" } });
  expect(address).toMatchObject({ country: "DE", line2: null });
});

test("a checkout for a customer who exists may only collect what it may keep", async () => {
  const { starter } = await createCatalog(stripe());
  const { id: customer } = await newCustomer();
  const checkout: Stripe.Checkout.SessionCreateParams = {
    mode: "subscription",
    line_items: [{ price: starter.id, quantity: 1 }],
    success_url: "http://app.example/return",
    tax_id_collection: { enabled: true },
  };
  await expect(stripe().checkout.sessions.create({ ...checkout, customer })).rejects.toMatchObject({
    param: "customer_update[name]",
  });
  await expect(
    stripe().checkout.sessions.create({ ...checkout, customer_update: { name: "auto" } }),
  ).rejects.toMatchObject({ param: "customer_update" });
  const { url } = await stripe().checkout.sessions.create({
    ...checkout,
    customer,
    customer_update: { name: "auto" },
  });
  expect(url).toContain("/c/pay/");
});

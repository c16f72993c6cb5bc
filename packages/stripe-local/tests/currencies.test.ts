import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, createCustomerAt, invoiceOf, netAmounts } from "./support.js";

const { stripe, subscribed } = withSubscriptions();

const options = { eur: { unit_amount: 2_700 }, gbp: { unit_amount: 2_300 }, jpy: { unit_amount: 4_400 } };

const createPrice = (unit_amount = 2_900, more: Partial<Stripe.PriceCreateParams> = {}) =>
  stripe().prices.create({
    currency: "usd",
    unit_amount,
    currency_options: options,
    recurring: { interval: "month" },
    product_data: { name: "Plan" },
    ...more,
  });

const newCustomer = async () => (await createCustomerAt(stripe(), "2026-11-01T00:00:00Z")).customer;

const checkout = (customer: string, prices: string[], currency?: string) =>
  stripe().checkout.sessions.create({
    mode: "subscription",
    customer,
    line_items: prices.map((price) => ({ price, quantity: 1 })),
    success_url: "https://app.example/done",
    ...(currency && { currency }),
  });

describe("a price in several currencies", () => {
  test("shows them only to who asks, and the tiers of one only by its name", async () => {
    const tiers = (unit_amount: number) => [
      { up_to: 10, unit_amount: 0 },
      { up_to: "inf" as const, unit_amount },
    ];
    const price = await createPrice(undefined, {
      unit_amount: undefined,
      billing_scheme: "tiered",
      tiers_mode: "graduated",
      tiers: tiers(5),
      currency_options: { jpy: { tiers: tiers(8) }, eur: { tiers: tiers(4) } },
    });
    expect(price.currency_options).toBeUndefined();
    const asked = await stripe().prices.retrieve(price.id, { expand: ["currency_options"] });
    expect(Object.keys(asked.currency_options ?? {}).toSorted()).toEqual(["eur", "jpy", "usd"]);
    expect(asked.currency_options?.jpy?.tiers).toBeUndefined();
    const whole = await stripe().prices.retrieve(price.id, {
      expand: ["currency_options.jpy.tiers", "currency_options.eur.tiers"],
    });
    expect(whole.currency_options?.jpy?.tiers?.at(-1)?.unit_amount).toBe(8);
    expect(whole.currency_options?.eur?.tiers?.at(-1)?.unit_amount).toBe(4);
  });

  test("takes further currencies later, and none that is there already or its own", async () => {
    const price = await createPrice(2_900, { currency_options: {} });
    const add = (currency_options: Stripe.PriceUpdateParams["currency_options"]) =>
      stripe().prices.update(price.id, { currency_options, expand: ["currency_options"] });
    expect((await add({ eur: { unit_amount: 2_700 } })).currency_options?.eur?.unit_amount).toBe(2_700);
    expect((await add({ eur: { unit_amount: 2_700 } })).currency_options?.eur?.unit_amount).toBe(2_700);
    await expect(add({ eur: { unit_amount: 2_600 } })).rejects.toThrow("cannot be changed");
    await expect(add({ usd: { unit_amount: 2_900 } })).rejects.toThrow("matches the top-level currency");
    await expect(add({ jpy: { tax_behavior: "exclusive" } })).rejects.toMatchObject({
      code: "parameter_missing",
    });
    await expect(add({ yen: { unit_amount: 1 }, YEN: { unit_amount: 1 } })).rejects.toThrow(
      "Invalid currency",
    );
  });

  test("takes whole minor units: a yen has no parts", async () => {
    await expect(
      createPrice(2_900, { currency_options: { jpy: { unit_amount: 4_400.5 } } }),
    ).rejects.toMatchObject({ code: "parameter_invalid_integer" });
  });
});

describe("a subscription in another currency than its price's own", () => {
  test("is billed, changed and renewed in it, while the price goes on showing its own", async () => {
    const [small, large] = [
      await createPrice(),
      await createPrice(9_900, { currency_options: { jpy: { unit_amount: 14_800 } } }),
    ];
    const { subscription, to, now } = await subscribed({ currency: "jpy", items: [{ price: small.id }] });
    expect(subscription.currency).toBe("jpy");
    expect(subscription.items.data[0]?.price).toMatchObject({ currency: "usd", unit_amount: 2_900 });
    const first = await invoiceOf(stripe(), subscription);
    expect(first).toMatchObject({ currency: "jpy", total: 4_400, status: "paid" });
    expect(first.lines.data[0]?.description).toContain("¥4,400 / month");
    expect(String(first.lines.data[0]?.pricing?.unit_amount_decimal)).toBe("4400");

    await to("2026-11-16T00:00:00Z");
    const item = { id: subscription.items.data[0]?.id ?? "", price: large.id, quantity: 1 };
    const change = { items: [item], proration_behavior: "always_invoice" as const };
    const preview = await stripe().invoices.createPreview({
      subscription: subscription.id,
      subscription_details: change,
    });
    const changed = await invoiceOf(stripe(), await stripe().subscriptions.update(subscription.id, change));
    expect(netAmounts(changed)).toEqual([-2_200, 7_400]);
    expect(preview).toMatchObject({ currency: "jpy", total: changed.total });

    await to("2026-12-01T02:00:00Z");
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ currency: "jpy", total: 14_800 });
  });

  test("does not take a price that lacks it, in a change, a preview or a schedule", async () => {
    const { subscription } = await subscribed({
      currency: "eur",
      items: [{ price: (await createPrice()).id }],
    });
    const dollars = (await createPrice(900, { currency_options: {} })).id;
    const refusal = {
      message: "The price specified only supports `usd`. This doesn't match the expected currency: `eur`.",
      param: "items[0][price]",
    };
    const items = [{ price: dollars }];
    await expect(stripe().subscriptions.update(subscription.id, { items })).rejects.toMatchObject(refusal);
    const imagined = { subscription: subscription.id, subscription_details: { items } };
    await expect(stripe().invoices.createPreview(imagined)).rejects.toMatchObject(refusal);
    const { id, phases } = await stripe().subscriptionSchedules.create({
      from_subscription: subscription.id,
    });
    expect(phases[0]?.currency).toBe("eur");
    const [start_date, end_date] = [at("2026-11-01T00:00:00Z"), at("2026-12-01T00:00:00Z")];
    const price = subscription.items.data[0]?.price.id ?? "";
    await expect(
      stripe().subscriptionSchedules.update(id, {
        phases: [{ start_date, end_date, items: [{ price }] }, { items }],
      }),
    ).rejects.toThrow("The price specified only supports `usd`.");
  });

  test("mixes no currencies among its items", async () => {
    const euros = await createPrice(2_700, { currency: "eur", currency_options: {} });
    const dollars = await createPrice(2_900, { currency_options: {} });
    const customer = await newCustomer();
    await expect(
      stripe().subscriptions.create({ customer, items: [{ price: euros.id }, { price: dollars.id }] }),
    ).rejects.toMatchObject({
      message: expect.stringContaining("has `currency=usd`, but other items use `currency=eur`"),
      param: "items[1][price]",
    });
  });
});

describe("a customer's currency", () => {
  test("is that of the first subscription, and holds where none is asked for", async () => {
    const price = (await createPrice()).id;
    const { customer } = (await subscribed({ currency: "gbp", items: [{ price }] })).subscription;
    expect(await stripe().customers.retrieve(String(customer))).toMatchObject({ currency: "gbp" });
    const session = await checkout(String(customer), [price]);
    expect(session).toMatchObject({ currency: "gbp", amount_total: 2_300 });
    await expect(checkout(String(customer), [price], "usd")).rejects.toThrow(
      /cannot combine currencies .* with currency gbp\.$/,
    );
    const item = { customer: String(customer), amount: 100, currency: "usd" };
    await expect(stripe().invoiceItems.create(item)).rejects.toThrow("cannot combine currencies");
  });

  test("is held by an open checkout, until that expires", async () => {
    const [price, customer] = [(await createPrice()).id, await newCustomer()];
    const { id } = await checkout(customer, [price], "eur");
    await expect(checkout(customer, [price], "jpy")).rejects.toThrow("with currency eur");
    await stripe().checkout.sessions.expire(id);
    expect(await checkout(customer, [price], "jpy")).toMatchObject({ currency: "jpy", amount_total: 4_400 });
  });

  test("is what checkout sells in: its page says so, and so does the subscription", async () => {
    const [price, customer] = [(await createPrice()).id, await newCustomer()];
    const { url } = await checkout(customer, [price], "jpy");
    const page = await (await fetch(String(url))).text();
    expect(page).toContain("¥4,400");
    expect(page).not.toMatch(/\$\d|¥4,400\.|¥44\./);
  });

  test("stands on the invoice's page and in its file", async () => {
    const price = (await createPrice()).id;
    const { subscription } = await subscribed({ currency: "eur", items: [{ price }] });
    const { hosted_invoice_url: url, invoice_pdf: file } = await invoiceOf(stripe(), subscription);
    expect(await (await fetch(String(url))).text()).toContain("€27.00");
    const pdf = Buffer.from(await (await fetch(String(file))).arrayBuffer());
    expect(pdf.includes(Buffer.from([0x80, ...Buffer.from("27.00")]))).toBe(true);
  });

  test("is given by a balance to who has none", async () => {
    const customer = await newCustomer();
    await stripe().customers.createBalanceTransaction(customer, { amount: -500, currency: "jpy" });
    expect(await stripe().customers.retrieve(customer)).toMatchObject({ currency: "jpy", balance: -500 });
    await expect(
      stripe().customers.createBalanceTransaction(customer, { amount: -5, currency: "eur" }),
    ).rejects.toMatchObject({ param: "currency" });
  });
});

describe("an amount off", () => {
  test("wants a currency, and takes in each of its options what that says", async () => {
    await expect(stripe().coupons.create({ amount_off: 500 })).rejects.toMatchObject({ param: "currency" });
    const { id } = await stripe().coupons.create({
      amount_off: 500,
      currency: "usd",
      currency_options: { jpy: { amount_off: 800 } },
      duration: "forever",
    });
    const asked = await stripe().coupons.retrieve(id, { expand: ["currency_options"] });
    expect(asked.currency_options?.jpy?.amount_off).toBe(800);
    const [price, discounts] = [(await createPrice()).id, [{ coupon: id }]];
    const { subscription } = await subscribed({ currency: "jpy", items: [{ price }], discounts });
    expect((await invoiceOf(stripe(), subscription)).total).toBe(4_400 - 800);
    await expect(subscribed({ currency: "eur", items: [{ price }], discounts })).rejects.toThrow(
      "cannot combine currencies",
    );
  });
});

test.each([
  ["usd", 49, 50],
  ["gbp", 29, 30],
  ["jpy", 49, 50],
  ["huf", 17_499, 17_500],
])(
  "in %s %i is too little to charge and goes onto the balance; %i is charged",
  async (currency, less, enough) => {
    const bill = async (amount: number) => {
      const customer = await newCustomer();
      await stripe().invoiceItems.create({ customer, amount, currency });
      const { id } = await stripe().invoices.create({ customer, pending_invoice_items_behavior: "include" });
      return stripe().invoices.finalizeInvoice(id);
    };
    expect(await bill(less)).toMatchObject({ currency, amount_due: 0, ending_balance: less });
    expect(await bill(enough)).toMatchObject({ currency, amount_due: enough });
  },
);

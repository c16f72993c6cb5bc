import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, invoiceOf, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("coupons", () => {
  test("a coupon for one invoice is spent by it", async () => {
    const coupon = await stripe().coupons.create({ percent_off: 50, duration: "once" });
    const { subscription, to, now } = await subscribed({ discounts: [{ coupon: coupon.id }] });
    expect((await invoiceOf(stripe(), subscription)).total).toBe(1450);
    await to("2026-12-01T02:00:00Z");
    expect((await invoiceOf(stripe(), await now())).total).toBe(2900);
    expect((await now()).discounts).toEqual([]);
  });

  test("a repeating coupon ends after its months", async () => {
    const coupon = await stripe().coupons.create({
      percent_off: 50,
      duration: "repeating",
      duration_in_months: 1,
    });
    const { to, now } = await subscribed({ discounts: [{ coupon: coupon.id }] });
    await to("2026-12-02T00:00:00Z");
    expect((await invoiceOf(stripe(), await now())).total).toBe(2900);
  });

  test("an amount off is shared out over the lines, with the rest on the last one", async () => {
    const coupon = await stripe().coupons.create({ amount_off: 500, currency: "usd", duration: "once" });
    const ten = await stripe().prices.create({
      currency: "usd",
      unit_amount: 1000,
      recurring: { interval: "month" },
      product_data: { name: "Ten" },
    });
    const twenty = await stripe().prices.create({
      currency: "usd",
      unit_amount: 2000,
      recurring: { interval: "month" },
      product_data: { name: "Twenty" },
    });
    const { subscription } = await subscribed({
      items: [{ price: ten.id }, { price: twenty.id }],
      discounts: [{ coupon: coupon.id }],
    });
    const invoice = await invoiceOf(stripe(), subscription);
    expect(invoice.lines.data.map((line) => line.discount_amounts?.[0]?.amount)).toEqual([166, 334]);
    expect(invoice.total).toBe(2500);
  });

  test("a promotion code is counted and cannot be used beyond its limit", async () => {
    const coupon = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
    const code = await stripe().promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code: "WELCOME",
      max_redemptions: 1,
    });
    await subscribed({ discounts: [{ promotion_code: code.id }] });
    expect((await stripe().promotionCodes.retrieve(code.id)).times_redeemed).toBe(1);
    await expect(subscribed({ discounts: [{ promotion_code: code.id }] })).rejects.toMatchObject({
      param: "promotion_code",
    });
  });

  test.each([
    { name: "an expired code", terms: { expires_at: at("2026-10-01T00:00:00Z") } },
    { name: "a code of another customer", terms: { customer: "another" } },
    {
      name: "a code for first purchases after one",
      terms: { restrictions: { first_time_transaction: true } },
    },
    { name: "a code that was switched off", terms: { active: false } },
  ])("$name is refused (docs: coupons)", async ({ terms }) => {
    const { customer, subscription } = await subscribed();
    const another = await stripe().customers.create({});
    const coupon = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
    const code = await stripe().promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      ...terms,
      ...("customer" in terms ? { customer: another.id } : {}),
    });
    expect(code.customer).not.toBe(customer);
    await expect(
      stripe().subscriptions.update(subscription.id, { discounts: [{ promotion_code: code.id }] }),
    ).rejects.toMatchObject({ param: "promotion_code" });
  });

  test("a discount that is taken away, replaced or over says so (SDK: customer.discount.deleted)", async () => {
    const [first, second] = await Promise.all(
      [10, 20].map((percent_off) =>
        stripe().coupons.create({ percent_off, duration: "repeating", duration_in_months: 1 }),
      ),
    );
    const { subscription, to, now } = await subscribed({ discounts: [{ coupon: first?.id ?? "" }] });
    const { discounts } = await stripe().subscriptions.update(subscription.id, {
      discounts: [{ coupon: second?.id ?? "" }],
    });
    const gone = [String(subscription.discounts[0]), String(discounts[0])];
    await to("2026-12-02T00:00:00Z");
    expect((await now()).discounts).toEqual([]);
    for (const id of gone) expect(await typesOf(stripe(), id)).toContain("customer.discount.deleted");
  });

  test("classic mode shares an amount out evenly and shows prorations net (docs: billing-mode/compare)", async () => {
    const coupon = await stripe().coupons.create({ amount_off: 500, currency: "usd", duration: "forever" });
    const { subscription, to } = await subscribed({
      items: [{ price: prices().starter.id }, { price: prices().professional.id }],
      discounts: [{ coupon: coupon.id }],
      billing_mode: { type: "classic" },
    });
    const { lines } = await invoiceOf(stripe(), subscription);
    expect(lines.data.map((line) => line.discount_amounts?.[0]?.amount)).toEqual([250, 250]);
    await to("2026-11-16T00:00:00Z");
    const updated = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, quantity: 2 }],
      proration_behavior: "always_invoice",
    });
    const changed = await invoiceOf(stripe(), updated);
    expect(changed.lines.data.map(({ amount }) => amount)).toEqual([-1325, 2775]);
  });

  test("proration_discounts included shows the net amount instead of the discount (docs: billing-mode)", async () => {
    const coupon = await stripe().coupons.create({ percent_off: 20, duration: "forever" });
    const { subscription, to } = await subscribed({
      discounts: [{ coupon: coupon.id }],
      billing_mode: { type: "flexible", flexible: { proration_discounts: "included" } },
    });
    await to("2026-11-16T00:00:00Z");
    const updated = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity: 1 }],
      proration_behavior: "always_invoice",
    });
    const { lines, total } = await invoiceOf(stripe(), updated);
    expect(lines.data.map(({ amount, discount_amounts }) => [amount, discount_amounts])).toEqual([
      [-1160, []],
      [3960, []],
    ]);
    expect(total).toBe(2800);
  });
});

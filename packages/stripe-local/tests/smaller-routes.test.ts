import { expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

test("a product takes another name, keeps the rest and tells of it", async () => {
  const { id } = await stripe().products.create({ name: "Plan", metadata: { tier: "1" } });
  const renamed = await stripe().products.update(id, { name: "Better plan" });
  expect(renamed).toMatchObject({ name: "Better plan", active: true, metadata: { tier: "1" } });
  expect(await typesOf(stripe(), id)).toEqual(["product.updated", "product.created"]);
});

test("a price that is archived stays on the subscriptions that have it, and no new one takes it", async () => {
  const { customer, subscription, now } = await subscribed();
  const { id = "", price } = subscription.items.data[0] ?? {};
  expect(await stripe().prices.update(price?.id ?? "", { active: false })).toMatchObject({ active: false });
  const more = await stripe().subscriptions.update(subscription.id, { items: [{ id, quantity: 2 }] });
  expect(more.items.data[0]?.quantity).toBe(2);
  const again = { items: [{ id, price: price?.id, quantity: 3 }] };
  await expect(stripe().subscriptions.update(subscription.id, again)).rejects.toThrow(/inactive/);
  const other = stripe().subscriptions.create({ customer, items: [{ price: price?.id }] });
  await expect(other).rejects.toThrow(/inactive/);
  expect((await now()).items.data[0]?.quantity).toBe(2);
  expect(await stripe().prices.update(price?.id ?? "", { active: true })).toMatchObject({ active: true });
});

test("the default card that is detached belongs to nobody and is the default no longer", async () => {
  const { customer } = await subscribed();
  const [card] = (await stripe().paymentMethods.list({ customer })).data;
  const detached = await stripe().paymentMethods.detach(card?.id ?? "");
  expect(detached.customer).toBeNull();
  const { data } = await stripe().paymentMethods.list({ customer });
  expect(data.map(({ id }) => id)).not.toContain(card?.id);
  const owner = await stripe().customers.retrieve(customer);
  expect(owner).toMatchObject({ invoice_settings: { default_payment_method: null } });
});

test("a discount that is taken off is gone from the subscription", async () => {
  const coupon = await stripe().coupons.create({ percent_off: 10, duration: "forever" });
  const { subscription, now } = await subscribed({ discounts: [{ coupon: coupon.id }] });
  expect(subscription.discounts).toHaveLength(1);
  await stripe().subscriptions.deleteDiscount(subscription.id);
  expect((await now()).discounts).toEqual([]);
  await expect(stripe().subscriptions.deleteDiscount(subscription.id)).rejects.toThrow(/No such discount/);
});

test("a checkout session lists what is bought", async () => {
  const { id } = await stripe().checkout.sessions.create({
    mode: "subscription",
    line_items: [
      { price: prices().starter.id, quantity: 1 },
      { price: prices().seat.id, quantity: 3 },
    ],
    success_url: "https://example.com/ok",
  });
  const { data } = await stripe().checkout.sessions.listLineItems(id);
  expect(data.map(({ price, quantity, amount_total }) => [price?.id, quantity, amount_total])).toEqual([
    [prices().starter.id, 1, 2900],
    [prices().seat.id, 3, 3600],
  ]);
});

test("a portal keeps the features that an update does not name", async () => {
  const features = { invoice_history: { enabled: false }, subscription_cancel: { enabled: false } };
  const { id } = await stripe().billingPortal.configurations.create({ features });
  const updated = await stripe().billingPortal.configurations.update(id, {
    features: { subscription_cancel: { enabled: true } },
  });
  expect(updated.features).toMatchObject({
    invoice_history: { enabled: false },
    subscription_cancel: { enabled: true },
  });
});

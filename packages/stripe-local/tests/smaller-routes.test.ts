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

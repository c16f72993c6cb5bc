import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, giveCard, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

function professional(subscription: Stripe.Subscription, quantity = 1) {
  return {
    items: [{ id: firstItem(subscription).id, price: prices().professional.id, quantity }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  } satisfies Stripe.SubscriptionUpdateParams;
}

describe("a change that waits for its payment", () => {
  const upgrade = async () => {
    const buyer = await subscribed();
    await giveCard(stripe(), buyer.customer, "pm_card_chargeCustomerFail");
    await buyer.to("2026-11-16T00:00:00Z");
    const pending = await stripe().subscriptions.update(
      buyer.subscription.id,
      professional(buyer.subscription),
    );
    return { ...buyer, pending };
  };

  test("keeps the old plan until the invoice is paid", async () => {
    const { pending, now, customer } = await upgrade();
    expect(pending.status).toBe("active");
    expect(firstItem(pending).price.id).toBe(prices().starter.id);
    expect(pending.pending_update?.expires_at).toBe(at("2026-11-16T23:00:00Z"));
    const good = (await stripe().paymentMethods.attach("pm_card_visa", { customer })).id;
    await stripe().invoices.pay(String(pending.latest_invoice), { payment_method: good });
    const applied = await now();
    expect(applied.pending_update).toBeNull();
    expect(firstItem(applied).price.id).toBe(prices().professional.id);
    expect(await typesOf(stripe(), applied.id)).toContain("customer.subscription.pending_update_applied");
  });

  test("is dropped after 23 hours, its invoice void and the credit untouched", async () => {
    const { pending, customer, to, now } = await upgrade();
    await to("2026-11-17T00:00:00Z");
    const kept = await now();
    expect(kept.pending_update).toBeNull();
    expect(firstItem(kept).price.id).toBe(prices().starter.id);
    expect((await stripe().invoices.retrieve(String(pending.latest_invoice))).status).toBe("void");
    expect(await typesOf(stripe(), kept.id)).toContain("customer.subscription.pending_update_expired");
    await giveCard(stripe(), customer, "pm_card_visa");
    const again = await stripe().invoices.createPreview({
      subscription: kept.id,
      subscription_details: {
        items: [{ id: firstItem(kept).id, price: prices().professional.id }],
        proration_behavior: "always_invoice",
        proration_date: at("2026-11-16T00:00:00Z"),
      },
    });
    expect(again.total).toBe(3500);
  });

  test("refuses parameters that cannot wait", async () => {
    const { subscription } = await subscribed();
    const attempt = stripe().subscriptions.update(subscription.id, {
      description: "Cannot wait",
      payment_behavior: "pending_if_incomplete",
    });
    await expect(attempt).rejects.toMatchObject({ param: "description" });
  });

  test("ends with the period if that is sooner than 23 hours (docs: pending-updates-reference)", async () => {
    const buyer = await subscribed();
    await giveCard(stripe(), buyer.customer, "pm_card_chargeCustomerFail");
    await buyer.to("2026-11-30T20:00:00Z");
    const waiting = await stripe().subscriptions.update(
      buyer.subscription.id,
      professional(buyer.subscription, 10),
    );
    expect(waiting.pending_update?.expires_at).toBe(at("2026-12-01T00:00:00Z"));
  });

  test("gives way to another change: its invoice is void and only the new one can apply (docs: pending-updates)", async () => {
    const { subscription, pending, customer, now } = await upgrade();
    const again = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, quantity: 3 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    expect((await stripe().invoices.retrieve(String(pending.latest_invoice))).status).toBe("void");
    expect(again.pending_update?.subscription_items?.[0]?.quantity).toBe(3);
    expect(await typesOf(stripe(), subscription.id)).toContain(
      "customer.subscription.pending_update_expired",
    );
    const method = await giveCard(stripe(), customer, "pm_card_visa");
    await stripe().invoices.pay(String(again.latest_invoice), { payment_method: method });
    expect(firstItem(await now())).toMatchObject({ quantity: 3, price: { id: prices().starter.id } });
  });

  test("is canceled by voiding its invoice (docs: pending-updates)", async () => {
    const { pending, now } = await upgrade();
    await stripe().invoices.voidInvoice(String(pending.latest_invoice));
    expect(await now()).toMatchObject({ pending_update: null, status: "active" });
    expect(firstItem(await now()).price.id).toBe(prices().starter.id);
  });

  test("may carry a cancellation at the period's end (changelog 2026-09-30.endive)", async () => {
    const buyer = await subscribed();
    await giveCard(stripe(), buyer.customer, "pm_card_chargeCustomerFail");
    await buyer.to("2026-11-16T00:00:00Z");
    const waiting = await stripe().subscriptions.update(buyer.subscription.id, {
      ...professional(buyer.subscription),
      cancel_at_period_end: true,
    });
    expect(waiting).toMatchObject({
      cancel_at_period_end: false,
      pending_update: { cancel_at_period_end: true },
    });
    await giveCard(stripe(), buyer.customer, "pm_card_visa");
    await stripe().invoices.pay(String(waiting.latest_invoice));
    expect(await buyer.now()).toMatchObject({ cancel_at_period_end: true, pending_update: null });
  });
});

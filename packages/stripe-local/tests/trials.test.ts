import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, firstItem, giveCard, invoiceOf, typesOf } from "./support.js";

const { stripe, prices, subscribed } = withSubscriptions();

describe("trials", () => {
  const trial = (missing: "pause" | "cancel" | "create_invoice") => ({
    trial_period_days: 14,
    trial_settings: { end_behavior: { missing_payment_method: missing } },
  });

  test("the buyer is warned once, three days ahead", async () => {
    const { subscription, to } = await subscribed(trial("pause"));
    await to("2026-11-11T23:00:00Z");
    expect(await typesOf(stripe(), subscription.id)).not.toContain("customer.subscription.trial_will_end");
    await to("2026-11-12T01:00:00Z");
    await to("2026-11-14T01:00:00Z");
    const warnings = (await typesOf(stripe(), subscription.id)).filter((type) =>
      type.endsWith("trial_will_end"),
    );
    expect(warnings).toHaveLength(1);
  });

  test("a plan changed during it, even with a new anchor, is first billed when it ends", async () => {
    const { subscription, to, now } = await subscribed(trial("pause"));
    await to("2026-11-05T00:00:00Z");
    const changed = await stripe().subscriptions.update(subscription.id, {
      items: [{ id: firstItem(subscription).id, price: prices().professionalAnnual.id, quantity: 1 }],
      billing_cycle_anchor: { type: "now" },
      proration_behavior: "always_invoice",
    });
    expect(changed).toMatchObject({ status: "trialing", latest_invoice: subscription.latest_invoice });
    await to("2026-11-15T02:00:00Z");
    expect(firstItem(await now())).toMatchObject({
      current_period_start: at("2026-11-15T00:00:00Z"),
      current_period_end: at("2027-11-15T00:00:00Z"),
    });
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ total: 99_000, status: "paid" });
  });

  test("without a card it pauses, and a card with a resume brings it back", async () => {
    const { subscription, customer, to, now } = await subscribed(trial("pause"), null);
    await to("2026-11-15T00:00:00Z");
    const paused = await now();
    expect(paused.status).toBe("paused");
    expect(paused.status_details?.paused.subscription.type).toBe("trial_end_without_payment_method");
    await giveCard(stripe(), customer, "pm_card_visa");
    const resumed = await stripe().subscriptions.resume(subscription.id, {
      billing_cycle_anchor: { type: "now" },
    });
    expect(resumed.status).toBe("active");
    expect(resumed.status_details).toBeUndefined();
    expect(await typesOf(stripe(), subscription.id)).toEqual(
      expect.arrayContaining(["customer.subscription.paused", "customer.subscription.resumed"]),
    );
  });

  test("without a card it cancels when asked to", async () => {
    const { to, now } = await subscribed(trial("cancel"), null);
    await to("2026-11-16T00:00:00Z");
    expect((await now()).status).toBe("canceled");
  });

  test("with create_invoice the unpaid invoice makes it past_due", async () => {
    const { to, now } = await subscribed(trial("create_invoice"), null);
    await to("2026-11-15T02:00:00Z");
    expect((await now()).status).toBe("past_due");
  });
});

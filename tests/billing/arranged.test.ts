import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { payInvoice } from "@/lib/billing/changes/pay-invoice";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { endGrant, grantPlan } from "@/lib/billing/operators/grant-plan";
import { listArranged } from "@/lib/billing/operators/list-arranged";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext, runAsOperator } from "@/lib/entry/cli";
import {
  entitlementOf,
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  subscriptionOf,
  syncStateOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const reason = "A contract of their own";
const asOperator = operatorContext();

/** A price that somebody made at the dashboard. */
async function handMade(): Promise<string> {
  const { id } = await billing.dashboard.prices.create({
    currency: "usd",
    unit_amount: 77_700,
    recurring: { interval: "month" },
    product_data: { name: "A contract" },
  });
  return id;
}

async function arranged() {
  const acme = await payingWorkspace();
  const priceId = await handMade();
  const { id } = await subscribe(billing, acme.customerId, { items: [{ price: priceId }] });
  await billing.settle();
  return { ...acme, priceId, subscriptionId: id };
}

describe("a subscription to nothing in the catalog", () => {
  test("is carried like any other, with its invoice, and grants nothing by itself", async () => {
    const acme = await arranged();
    expect(await syncStateOf(acme.customerId)).toMatchObject({ status: "live", attempts: 0 });
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      status: "active",
      plan: null,
      amount: 77_700,
      foreignPriceIds: [acme.priceId],
    });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
    const { items } = await acme.owner.ask(listInvoices, {});
    expect(items).toMatchObject([{ status: "paid", total: 77_700 }]);
    const { subscription } = await acme.owner.ask(getBilling, {});
    expect(subscription).toMatchObject({ planId: null, isArranged: true });
  });

  test("is told in the history as what it is, and nobody is mailed that Free is active", async () => {
    const acme = await arranged();
    const { items } = await acme.owner.ask(listEvents, { noun: "subscription" });
    expect(items).toMatchObject([{ type: "subscription.arranged", subjectLabel: "an arranged plan" }]);
    expect(await noticesTo(acme.owner.email)).toEqual(["paid"]);
  });

  test("counts together with the plan an operator gave for it, and alone again afterwards", async () => {
    const acme = await arranged();
    await runOnPlatform(grantPlan, asOperator, { slug: acme.slug, plan: "business", reason });
    await billing.dashboard.customers.update(acme.customerId, { name: "Something for a sync to see" });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "business" });
    await runOnPlatform(endGrant, asOperator, { slug: acme.slug, reason });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
  });

  test("locks nobody out while it is unpaid or paused: it never let anybody in", async () => {
    const acme = await arranged();
    await billing.dashboard.subscriptions.pause(acme.subscriptionId);
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "paused" });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
  });

  test("is changed, paused and canceled by talking, and nothing is sold beside it", async () => {
    const acme = await arranged();
    const refusal = { code: "conflict", message: expect.stringContaining("arranged with us") };
    await expect(acme.owner.run(previewChange, { plan: "business" })).rejects.toMatchObject(refusal);
    await expect(acme.owner.run(pausePlan, {})).rejects.toMatchObject(refusal);
    await expect(acme.owner.run(cancelPlan, {})).rejects.toMatchObject(refusal);
    const checkout = { plan: "starter" as const, interval: "monthly" as const };
    await expect(acme.owner.run(startCheckout, checkout)).rejects.toMatchObject(refusal);
    expect((await billing.dashboard.subscriptions.retrieve(acme.subscriptionId)).cancel_at).toBeNull();
  });

  test("has invoices that can be paid here all the same", async () => {
    const acme = await arranged();
    const open = await billing.dashboard.invoices.create({
      customer: acme.customerId,
      subscription: acme.subscriptionId,
    });
    await billing.dashboard.invoiceItems.create({
      customer: acme.customerId,
      invoice: open.id,
      amount: 500,
      currency: "usd",
    });
    await billing.dashboard.invoices.finalizeInvoice(open.id, { auto_advance: false });
    await billing.settle();
    const { items } = await acme.owner.ask(listInvoices, {});
    const number = items.find(({ status }) => status === "open")?.number ?? "";
    await acme.owner.run(payInvoice, { number });
    expect((await billing.dashboard.invoices.retrieve(open.id)).status).toBe("paid");
  });

  test("stands in the operators' list until it ends", async () => {
    const acme = await arranged();
    const listed = async () =>
      (await runAsOperator(listArranged, {})).filter(({ slug }) => slug === acme.slug);
    expect(await listed()).toMatchObject([
      { subscriptionId: acme.subscriptionId, status: "active", priceIds: [acme.priceId], granted: null },
    ]);
    await runOnPlatform(grantPlan, asOperator, { slug: acme.slug, plan: "business", reason });
    expect(await listed()).toMatchObject([{ granted: "business" }]);
    await billing.dashboard.subscriptions.cancel(acme.subscriptionId);
    await billing.settle();
    expect(await listed()).toEqual([]);
  });
});

describe("a second subscription to something else", () => {
  test("never takes the place of the plan, be it younger and in better standing, and is no duplicate", async () => {
    const acme = await payingWorkspace();
    const plan = await subscribe(billing, acme.customerId);
    await billing.settle();
    const other = await subscribe(billing, acme.customerId, { items: [{ price: await handMade() }] });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
    const { subscription } = await acme.owner.ask(getBilling, {});
    expect(subscription).toMatchObject({ planId: "professional", isArranged: false });
    const { items } = await acme.owner.ask(listEvents, { noun: "subscription" });
    expect(items.map(({ type }) => type)).toEqual(["subscription.arranged", "subscription.activated"]);
    await billing.dashboard.subscriptions.cancel(other.id);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect((await billing.dashboard.subscriptions.retrieve(plan.id)).status).toBe("active");
  });
});

describe("a plan of ours with something else beside it", () => {
  test("grants the plan, is paused and canceled as always, and changed by talking: a schedule would drop the rest", async () => {
    const acme = await payingWorkspace();
    const prices = await findPriceIds("professional", "monthly");
    const extra = await handMade();
    const items = [{ price: extra }, { price: prices?.base ?? "" }];
    const { id } = await subscribe(billing, acme.customerId, { items });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect(await subscriptionOf(id)).toMatchObject({ foreignPriceIds: [extra], plan: "professional" });
    const change = acme.owner.run(previewChange, { plan: "starter" });
    await expect(change).rejects.toMatchObject({ code: "conflict" });
    await acme.owner.run(cancelPlan, {});
    expect((await subscriptionOf(id))?.cancelAt).not.toBeNull();
  });

  test("that came about after a preview refuses what the preview showed", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    const { token } = await acme.owner.run(previewChange, { plan: "starter" });
    await billing.dashboard.subscriptions.update(id, { items: [{ price: await handMade() }] });
    await expect(acme.owner.run(applyChange, { token })).rejects.toMatchObject({ code: "conflict" });
  });

  test("that nobody has told us of yet is not dropped by a change either", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    await billing.dashboard.subscriptions.update(id, { items: [{ price: await handMade() }] });
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    const change = acme.owner.run(previewChange, { plan: "starter" });
    await expect(change).rejects.toMatchObject({ code: "conflict", message: /arranged with us/ });
  });
});

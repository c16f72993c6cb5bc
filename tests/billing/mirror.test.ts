import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  billingAccounts,
  billingAdjustments,
  billingInvoices,
  billingOutbox,
  billingPaymentAttempts,
} from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { getBilling } from "@/lib/billing/queries";
import { syncNow } from "@/lib/billing/sync/sync";
import {
  entitlementOf,
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  payOpenInvoice,
  spoilCard,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

async function subscribed(options: Parameters<typeof subscribe>[2] = {}) {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId, options);
  await billing.settle();
  return { ...acme, subscriptionId: id };
}

const invoicesOf = (tenantId: string) =>
  withPlatform((db) => db.select().from(billingInvoices).where(eq(billingInvoices.tenantId, tenantId)));

async function payerOf(tenantId: string) {
  const [payer] = await withPlatform((db) =>
    db.select().from(billingAccounts).where(eq(billingAccounts.tenantId, tenantId)),
  );
  return payer;
}

describe("what is mirrored of a subscription", () => {
  test("discounts by name and code, and none once they are gone", async () => {
    const acme = await subscribed();
    const coupon = await billing.dashboard.coupons.create({
      name: "Spring",
      percent_off: 20,
      duration: "forever",
    });
    const promotion = await billing.dashboard.promotionCodes.create({
      code: "SPRING",
      promotion: { type: "coupon", coupon: coupon.id },
    });
    const discounts = [{ promotion_code: promotion.id }];
    await billing.dashboard.subscriptions.update(acme.subscriptionId, { discounts });
    await billing.settle();
    expect((await subscriptionOf(acme.subscriptionId))?.discounts).toMatchObject([
      { name: "Spring", code: "SPRING", percentOff: 20, amountOff: null, endsAt: null },
    ]);
    await billing.dashboard.subscriptions.deleteDiscount(acme.subscriptionId);
    await billing.settle();
    expect((await subscriptionOf(acme.subscriptionId))?.discounts).toEqual([]);
  });

  test("a holiday of collection with its end, and why somebody leaves", async () => {
    const acme = await subscribed();
    const resumes_at = Math.floor(Date.now() / 1_000) + 30 * 86_400;
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      pause_collection: { behavior: "void", resumes_at },
      cancellation_details: { feedback: "too_expensive", comment: "Half of it would do." },
    });
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      isCollectionPaused: true,
      collectionResumesAt: new Date(resumes_at * 1_000),
      cancelFeedback: "too_expensive",
      cancelComment: "Half of it would do.",
    });
  });

  test("a scheduled change, until the schedule lets go", async () => {
    const acme = await subscribed({ extraSeats: 2 });
    const schedule = await billing.dashboard.subscriptionSchedules.create({
      from_subscription: acme.subscriptionId,
    });
    const starter = await findPriceIds("starter", "annual");
    const { start_date, end_date, items } = schedule.phases[0] ?? { start_date: 0, end_date: 0, items: [] };
    const current = items.map(({ price, quantity }) => ({ price: String(price), quantity }));
    await billing.dashboard.subscriptionSchedules.update(schedule.id, {
      phases: [{ start_date, end_date, items: current }, { items: [{ price: starter?.base, quantity: 1 }] }],
    });
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      scheduleId: schedule.id,
      scheduledChange: { plan: "starter", interval: "annual", extraSeats: 0 },
      scheduledFor: new Date(end_date * 1_000),
    });
    await billing.dashboard.subscriptionSchedules.release(schedule.id);
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      scheduleId: null,
      scheduledChange: null,
    });
  });

  test("a change that waits for its payment, while the old terms stay", async () => {
    const acme = await subscribed();
    await spoilCard(billing, acme.customerId, acme.subscriptionId);
    const annual = await findPriceIds("business", "monthly");
    const row = await subscriptionOf(acme.subscriptionId);
    await billing.dashboard.subscriptions.update(acme.subscriptionId, {
      items: [{ id: row?.baseItemId ?? "", price: annual?.base, quantity: 1 }],
      proration_behavior: "always_invoice",
      payment_behavior: "pending_if_incomplete",
    });
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      plan: "professional",
      pendingUpdate: { plan: "business", interval: "monthly", extraSeats: 0 },
    });
    await payOpenInvoice(billing, acme.customerId);
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      plan: "business",
      pendingUpdate: null,
    });
    const notices = await noticesTo(acme.owner.email);
    expect(notices).toContain("change_pending");
    expect(notices).toContain("changed");
    expect(notices).not.toContain("change_expired");
  });
});

describe("what is mirrored of money", () => {
  test("lines, balances and who an invoice is made out to", async () => {
    const acme = await payingWorkspace();
    const address = { line1: "1 Main Street", city: "Berlin", country: "DE", postal_code: "10115" };
    await billing.dashboard.customers.update(acme.customerId, { name: "Acme GmbH", address });
    await billing.dashboard.customers.createTaxId(acme.customerId, { type: "eu_vat", value: "DE123456789" });
    await subscribe(billing, acme.customerId, { extraSeats: 2 });
    await billing.settle();
    const billTo = {
      name: "Acme GmbH",
      address: { line1: "1 Main Street", city: "Berlin", postalCode: "10115", country: "DE" },
      taxIds: [{ type: "eu_vat", value: "DE123456789" }],
    };
    const [row] = await invoicesOf(acme.id);
    expect(row).toMatchObject({ startingBalance: 0, endingBalance: 0, billTo, lastError: null });
    expect(row?.lines).toMatchObject([
      { quantity: 1, amount: 9_900, discount: 0, tax: 0, isProration: false },
      { quantity: 2, amount: 2_400 },
    ]);
    expect(await payerOf(acme.id)).toMatchObject({ billTo, taxExempt: "none", isDisputed: false });
  });

  test("every try to collect, with the bank's reason", async () => {
    const acme = await subscribed();
    await spoilCard(billing, acme.customerId, acme.subscriptionId);
    billing.local.emulator.control.advance({ months: 1 });
    billing.local.emulator.control.advance({ days: 2 });
    await billing.settle();
    const attempts = await withPlatform((db) =>
      db.select().from(billingPaymentAttempts).where(eq(billingPaymentAttempts.tenantId, acme.id)),
    );
    const failed = attempts.filter(({ status }) => status === "failed");
    expect(attempts.filter(({ status }) => status === "succeeded")).toHaveLength(1);
    expect(failed.length).toBeGreaterThanOrEqual(1);
    expect(failed[0]).toMatchObject({ amount: 9_900, declineCode: expect.any(String) });
    const row = await subscriptionOf(acme.subscriptionId);
    expect(failed.map(({ invoiceId }) => invoiceId)).toContain(row?.latestInvoiceId);
    expect(row?.pastDueSince).toEqual(
      failed.map(({ attemptedAt }) => attemptedAt).toSorted((a, b) => a.getTime() - b.getTime())[0],
    );
  });

  test("refunds and credit notes, and what each leaves of the invoice", async () => {
    const acme = await subscribed();
    const [invoice] = await invoicesOf(acme.id);
    const { data } = await billing.dashboard.charges.list({ customer: acme.customerId });
    await billing.dashboard.refunds.create({ charge: data[0]?.id, amount: 1_000 });
    await billing.dashboard.creditNotes.create({
      invoice: invoice?.stripeId ?? "",
      amount: 700,
      credit_amount: 700,
    });
    await billing.settle();
    expect(await invoicesOf(acme.id)).toMatchObject([{ amountRefunded: 1_000, amountCredited: 700 }]);
    const adjustments = await withPlatform((db) =>
      db.select().from(billingAdjustments).where(eq(billingAdjustments.tenantId, acme.id)),
    );
    expect(adjustments.map(({ kind, amount, status }) => [kind, amount, status]).toSorted()).toEqual([
      ["credit_note", 700, "issued"],
      ["refund", 1_000, "succeeded"],
    ]);
    expect((await noticesTo(acme.owner.email)).filter((notice) => notice === "adjusted")).toHaveLength(2);
  });

  test("a credit note paid out to the card counts as a refund and not as credit too", async () => {
    const acme = await subscribed();
    const [invoice] = await invoicesOf(acme.id);
    const note = { invoice: invoice?.stripeId ?? "", amount: 500, refund_amount: 500 };
    await billing.dashboard.creditNotes.create(note);
    await billing.settle();
    expect(await invoicesOf(acme.id)).toMatchObject([{ amountRefunded: 500, amountCredited: 0 }]);
  });

  test("a draft that Stripe deletes is gone here as well", async () => {
    const acme = await subscribed();
    const draft = await billing.dashboard.invoices.create({ customer: acme.customerId });
    await billing.settle();
    expect(await invoicesOf(acme.id)).toHaveLength(2);
    await billing.dashboard.invoices.del(draft.id);
    await billing.settle();
    expect((await invoicesOf(acme.id)).map(({ stripeId }) => stripeId)).not.toContain(draft.id);
  });

  test("a dispute marks the payer until it is decided, is told once, and takes nothing away", async () => {
    const acme = await payingWorkspace({ name: "Doubtful" });
    const customer = acme.customerId;
    const card = await billing.dashboard.paymentMethods.attach("pm_card_createDispute", { customer });
    const prices = await findPriceIds("professional", "monthly");
    await billing.dashboard.subscriptions.create({
      customer,
      default_payment_method: card.id,
      items: [{ price: prices?.base ?? "" }],
    });
    await billing.settle();
    await syncNow(customer);
    expect(await payerOf(acme.id)).toMatchObject({ isDisputed: true });
    const { disputes: shown } = await acme.admin.ask(getBilling, {});
    expect(shown).toEqual([{ amount: 9_900, currency: "usd", openedAt: expect.stringMatching(/^20/) }]);
    expect(await noticesTo(acme.owner.email)).toContain("disputed");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    const { data } = await billing.dashboard.charges.list({ customer });
    const disputes = await billing.dashboard.disputes.list({ charge: data[0]?.id ?? "" });
    const id = disputes.data[0]?.id ?? "";
    await billing.dashboard.disputes.close(id);
    await billing.settle();
    expect(await payerOf(acme.id)).toMatchObject({ isDisputed: false, disputes: [] });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    const told = await withPlatform((db) =>
      db.select().from(billingOutbox).where(eq(billingOutbox.tenantId, acme.id)),
    );
    expect(told.filter(({ kind }) => kind === "disputed")).toMatchObject([{ effectKey: `dispute:${id}` }]);
  });

  test("a deleted customer leaves the workspace free, and is told once", async () => {
    const acme = await subscribed();
    await billing.dashboard.customers.del(acme.customerId);
    await billing.settle();
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "canceled" });
    expect(await payerOf(acme.id)).toMatchObject({ isDeleted: true, email: null });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingAccounts } from "@/db/schema/platform";
import { withPlatform, withWorkspace } from "@/db/tenant";
import { renderMail } from "@/emails";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { exportInvoices } from "@/lib/billing/invoices/export-invoices";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { amountsOf, linesOf } from "@/lib/billing/invoices/invoice-text";
import { invoicesCsv } from "@/lib/billing/invoices/invoices-csv";
import { usageOverview } from "@/lib/billing/metered/usage-overview";
import { warnUsage } from "@/lib/billing/metered/warn-usage";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { previewInvoice } from "@/lib/billing/running-bill/preview-invoice";
import { setSpendingLimit } from "@/lib/billing/spending/set-spending-limit";
import { getSpending } from "@/lib/billing/spending/spending";
import { warnSpending } from "@/lib/billing/spending/warn-spending";
import { syncNow } from "@/lib/billing/sync/sync";
import type { Currency } from "@/lib/entitlements/currencies";
import { entitlementOf } from "@/lib/entitlements/entitlement";
import { hardLimitOf } from "@/lib/entitlements/overage";
import { plans } from "@/lib/entitlements/plans";
import { clock } from "@/lib/platform/clock";
import { queuedMail } from "../members/queued-mail";
import { type TestWorkspace, workspace } from "../support/world";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "./local-billing";
import { meteredBy, subscriptionOf, use } from "./metered-workspace";
import { payAt } from "./pay-at";

let billing: LocalBilling;
let metered: ReturnType<typeof meteredBy>;
beforeAll(async () => {
  billing = await startLocalBilling();
  metered = meteredBy(billing);
});
afterAll(async () => {
  clock.reset();
  await billing.stop();
});

const starter = { plan: "starter", interval: "monthly" } as const;
const card = "4242424242424242";

/** Starter by the month with room for the five who are there. */
const dueIn = (currency: Currency): number =>
  plans.starter.price[currency].monthly + 2 * (plans.starter.extraSeat?.[currency].monthly ?? 0);

/** Bought on the hosted page, as a person does. */
async function bought(currency: "eur" | "gbp" | "jpy") {
  return boughtBy(await workspace({ plan: "free" }), currency);
}

async function boughtBy(acme: TestWorkspace, currency: Currency) {
  const { url } = await acme.owner.run(startCheckout, { ...starter, seats: 5, currency });
  await payAt(url, { card });
  const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
  const customerId = String(data[0]?.customer);
  await syncNow(customerId);
  return { ...acme, customerId };
}

test("a workspace that buys in yen lives in them: plan, use, limit, bill, renewal, invoice and file", async () => {
  const acme = await bought("jpy");
  await metered.settle(acme);
  const { apiOverage, limits } = plans.starter;
  const amount = dueIn("jpy");
  expect(await acme.owner.ask(getBilling, {})).toMatchObject({
    currency: "jpy",
    subscription: { currency: "jpy", amount, planId: "starter", extraSeats: 2 },
  });

  await use(acme.id, Number(limits.apiCallsPerMonth) + 10_000);
  const spent = 10 * (apiOverage?.jpy ?? 0);
  expect(await acme.owner.ask(getSpending, {})).toMatchObject({ currency: "jpy", spent });
  const { meters } = await acme.owner.ask(usageOverview, {});
  expect(meters[0]).toMatchObject({ currency: "jpy", cost: spent, pricePerThousand: apiOverage?.jpy });

  await expect(acme.owner.run(setSpendingLimit, { amount: "1500.50", isHard: true })).rejects.toMatchObject({
    fields: { amount: [expect.stringContaining("in Japanese yen below ¥100,000,000, such as 5000")] },
  });
  expect(await acme.owner.run(setSpendingLimit, { amount: "1500", isHard: true })).toEqual({
    amount: 1_500,
    currency: "jpy",
    isHard: true,
  });
  const entitlement = await withWorkspace(acme.id, (db) => entitlementOf(db, acme.id));
  expect(hardLimitOf(entitlement, "apiCalls")).toBe(Number(limits.apiCallsPerMonth) + 20_000);

  const bill = await acme.owner.run(previewInvoice, {});
  expect(bill).toMatchObject({ currency: "jpy", due: amount + spent });

  await metered.toRenewal(acme);
  const renewed = await subscriptionOf(acme);
  expect(renewed).toMatchObject({ status: "active", currency: "jpy", amount });
  const { items } = await acme.owner.ask(listInvoices, {});
  expect(items.map(({ total, currency }) => [total, currency])).toEqual([
    [amount + spent, "jpy"],
    [amount, "jpy"],
  ]);
  const invoice = await acme.owner.ask(getInvoice, { number: items[0]?.number ?? "" });
  const written = [
    ...amountsOf(invoice).map(({ value }) => value),
    ...linesOf(invoice).map((line) => line.amount),
  ];
  expect(written).toContain(`¥${(amount + spent).toLocaleString("en-US")}`);
  expect(written.join(" ")).not.toMatch(/\$|\./);
  const csv = invoicesCsv(await acme.owner.ask(exportInvoices, {}));
  expect(csv).toContain(`,JPY,`);
  expect(csv).toContain(`,${amount + spent},`);
});

describe("the currency of a workspace", () => {
  test.each(["eur", "gbp"] as const)(
    "is %s once it has bought in it, and no other is sold to it",
    async (currency) => {
      const acme = await bought(currency);
      expect(await acme.owner.ask(getBilling, {})).toMatchObject({
        currency,
        subscription: { currency, amount: dueIn(currency) },
      });
      const live = await subscriptionOf(acme);
      await billing.dashboard.subscriptions.cancel(live.stripeId);
      await syncNow(acme.customerId);
      await expect(acme.owner.run(startCheckout, { ...starter, currency: "usd" })).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(currency === "eur" ? "pays in euros" : "pays in British pounds"),
      });
      await expect(acme.owner.run(startCheckout, starter)).resolves.toMatchObject({
        url: expect.any(String),
      });
      const { data } = await billing.dashboard.checkout.sessions.list({
        customer: acme.customerId,
        limit: 1,
      });
      expect(data[0]?.currency).toBe(currency);
    },
  );

  test("leaves a spending limit from before at what it was chosen in, until another is chosen", async () => {
    const before = await workspace({ plan: "starter" });
    const { run, ask } = before.owner;
    await run(setSpendingLimit, { amount: "10", isHard: true });
    const stopsAt = async () =>
      hardLimitOf(await withWorkspace(before.id, (db) => entitlementOf(db, before.id)), "apiCalls");
    const atFirst = await stopsAt();
    await use(before.id, Number(plans.starter.limits.apiCallsPerMonth) + 10_000);
    await boughtBy(before, "jpy");
    expect(await stopsAt()).toBe(atFirst);
    expect(await ask(getSpending, {})).toMatchObject({
      ...{ currency: "usd", paysIn: "jpy", spent: 10 * (plans.starter.apiOverage?.usd ?? 0) },
      limit: { amount: 1_000, currency: "usd" },
    });
    await warnSpending(before.id);
    const mail = (await queuedMail(before.owner.email)).find(
      ({ template }) => template === "spendingWarning",
    );
    expect(mail?.props).toMatchObject({ limit: "$10.00" });
    await run(setSpendingLimit, { amount: "1500", isHard: true });
    expect(await stopsAt()).toBe(Number(plans.starter.limits.apiCallsPerMonth) + 20_000);
    expect(await ask(getSpending, {})).toMatchObject({ currency: "jpy", limit: { currency: "jpy" } });
  });

  test("is free to choose until then: another choice closes the checkout before it", async () => {
    const acme = await workspace({ plan: "free" });
    const first = await acme.owner.run(startCheckout, { ...starter, currency: "eur" });
    const second = await acme.owner.run(startCheckout, { ...starter, currency: "jpy" });
    expect(second.url).not.toBe(first.url);
    await expect(payAt(first.url, { card })).rejects.toThrow();
    await payAt(second.url, { card });
  });

  test("is US dollars where nothing is said", async () => {
    const acme = await workspace({ plan: "free" });
    await acme.owner.run(startCheckout, starter);
    const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
    expect(data[0]).toMatchObject({ currency: "usd", amount_total: dueIn("usd") });
  });

  test("also says what a coupon takes off", async () => {
    const coupon = await billing.dashboard.coupons.create({
      amount_off: 500,
      currency: "usd",
      currency_options: { jpy: { amount_off: 800 } },
      duration: "forever",
    });
    const acme = await payingWorkspace();
    const more = { currency: "jpy", discounts: [{ coupon: coupon.id }] };
    await subscribe(billing, acme.customerId, more);
    await syncNow(acme.customerId);
    const { subscription } = await acme.owner.ask(getBilling, {});
    expect(subscription).toMatchObject({ currency: "jpy", discounts: [{ amountOff: 800 }] });
  });
});

describe("a workspace that pays in a currency of no catalog, as was arranged by hand", () => {
  async function arranged(acme: TestWorkspace) {
    const account = { tenantId: acme.id, stripeCustomerId: `cus_${acme.id}`, currency: "chf" };
    await withPlatform((db) => db.insert(billingAccounts).values(account));
    await use(acme.id, Number(plans.starter.limits.apiCallsPerMonth) + 10_000);
    return acme;
  }

  test("is shown no price for what is beyond the plan, because none of it is billed", async () => {
    const acme = await arranged(await workspace({ plan: "starter" }));
    expect(await acme.owner.ask(getSpending, {})).toMatchObject({ paysIn: null, spent: null });
    const { meters } = await acme.owner.ask(usageOverview, {});
    expect(meters[0]).toMatchObject({
      ...{ feature: "apiCalls", currency: null, cost: null, pricePerThousand: null },
      ...{ over: 10_000, isSoft: true },
    });
  });

  test("has no spending limit, and one of before holds nothing back", async () => {
    const acme = await workspace({ plan: "starter" });
    await acme.owner.run(setSpendingLimit, { amount: "0", isHard: true });
    await arranged(acme);
    await expect(acme.owner.run(setSpendingLimit, { amount: "5", isHard: true })).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("nothing to limit"),
    });
    const entitlement = await withWorkspace(acme.id, (db) => entitlementOf(db, acme.id));
    expect(hardLimitOf(entitlement, "apiCalls")).toBeNull();
    await warnSpending(acme.id);
    await warnUsage(acme.id);
    const mails = await queuedMail(acme.owner.email);
    expect(mails).toMatchObject([{ template: "usageWarning", props: { isSoft: true, isAgreed: true } }]);
    const { text } = await renderMail("usageWarning", mails[0]?.props ?? {});
    expect(text).not.toContain("billed");
  });
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listEvents } from "@/lib/audit/queries";
import { payInvoice } from "@/lib/billing/changes/pay-invoice";
import { redeemPromotion } from "@/lib/billing/changes/redeem-promotion";
import { openPortal } from "@/lib/billing/open-portal";
import { getBilling } from "@/lib/billing/queries";
import { entitlementOf, type LocalBilling, startLocalBilling } from "../local-billing";
import { giveCard, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const start = "2026-11-01T00:00:00Z";

describe("an open invoice", () => {
  async function owing() {
    const acme = await timedWorkspace(billing, start);
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await acme.to("2026-12-01T02:00:00Z");
    const { openInvoice } = await acme.owner.ask(getBilling, {});
    return { acme, number: openInvoice?.number ?? "" };
  }
  const pay = async ({ billing: payer }: TimedWorkspace, number: string) => payer.run(payInvoice, { number });

  test("is paid from the card on file, and everything is well again", async () => {
    const { acme, number } = await owing();
    await giveCard(billing, acme, "pm_card_visa");
    await pay(acme, number);
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      access: "full",
      openInvoice: null,
      subscription: { status: "active" },
    });
    const { items } = await acme.owner.ask(listEvents, { noun: "payment" });
    expect(items).toMatchObject([
      { type: "payment.requested", subjectLabel: expect.stringMatching(/^INV-/) },
    ]);
  });

  test("that the card declines again says why, and can be tried again with another at once", async () => {
    const { acme, number } = await owing();
    await expect(pay(acme, number)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringMatching(/declined.*Update the card/),
    });
    await giveCard(billing, acme, "pm_card_visa");
    await pay(acme, number);
    await expect(pay(acme, number)).rejects.toMatchObject({
      code: "conflict",
      message: /settled already/,
    });
  });

  test("keeps the plan from being changed", async () => {
    const { acme } = await owing();
    await expect(acme.preview({ plan: "business" })).rejects.toMatchObject({
      code: "conflict",
      message: /invoice is still open/,
    });
  });

  test("of another workspace does not exist", async () => {
    const { number } = await owing();
    const globex = await timedWorkspace(billing, start);
    await expect(globex.owner.run(payInvoice, { number })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a promotion code", () => {
  const redeem = async ({ owner }: TimedWorkspace, code: string) => owner.run(redeemPromotion, { code });

  async function promote(
    code: string,
    {
      off = { percent_off: 25 },
      ...more
    }: { max_redemptions?: number; expires_at?: number; off?: object; customer?: string } = {},
  ) {
    const coupon = await billing.dashboard.coupons.create({ ...off, duration: "forever" });
    await billing.dashboard.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code,
      ...more,
    });
  }

  test("takes its part off the next invoice and charges nothing today", async () => {
    await promote("QUARTER");
    const acme = await timedWorkspace(billing, start);
    await redeem(acme, " QUARTER ");
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({
      subscription: { discounts: [{ code: "QUARTER", percentOff: 25 }] },
    });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 7425 });
  });

  test("that is unknown or used up is refused beside the field", async () => {
    await promote("ONCE", { max_redemptions: 1 });
    const [acme, globex] = [await timedWorkspace(billing, start), await timedWorkspace(billing, start)];
    await expect(redeem(acme, "NOSUCH")).rejects.toMatchObject({
      code: "invalid",
      fields: { code: [expect.any(String)] },
    });
    await redeem(acme, "ONCE");
    await expect(redeem(globex, "ONCE")).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
  });

  test("that has expired, or is in another currency, is refused beside the field", async () => {
    await promote("EURO", { off: { amount_off: 500, currency: "eur" } });
    await promote("GONE", { expires_at: billing.local.emulator.control.now() + 60 });
    billing.local.emulator.control.advance({ days: 1 });
    const acme = await timedWorkspace(billing, start);
    for (const code of ["EURO", "GONE"])
      await expect(redeem(acme, code)).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
    const change = { plan: "business", code: "EURO" } as const;
    await expect(acme.preview(change)).rejects.toMatchObject({ fields: { code: [expect.any(String)] } });
  });

  test("that several share is each customer's own, in whatever case it is typed", async () => {
    const [acme, globex] = [await timedWorkspace(billing, start), await timedWorkspace(billing, start)];
    await promote("shared", { customer: acme.customerId, off: { percent_off: 40 } });
    await promote("SHARED", { customer: globex.customerId });
    await redeem(acme, "sHared");
    await redeem(globex, "Shared");
    const percentOf = async ({ owner }: TimedWorkspace) =>
      (await owner.ask(getBilling, {})).subscription?.discounts.map(({ percentOff }) => percentOff);
    expect([await percentOf(acme), await percentOf(globex)]).toEqual([[40], [25]]);
  });

  test("does not add up with another", async () => {
    await promote("FIRST");
    await promote("SECOND");
    const acme = await timedWorkspace(billing, start);
    await redeem(acme, "FIRST");
    await expect(redeem(acme, "SECOND")).rejects.toMatchObject({ code: "conflict" });
  });

  test("counts in the change it is entered with", async () => {
    await promote("UPGRADE");
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    const { preview, outcome } = await acme.change({ plan: "professional", code: "UPGRADE" });
    expect(outcome).toBe("done");
    expect(preview.renewal.amount).toBe(7425);
    expect(await acme.latestInvoice()).toMatchObject({ total: preview.total });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  });
});

test("the portal opens at its form for the card, and leads back to Billing", async () => {
  const acme = await timedWorkspace(billing, start);
  const { url } = await acme.billing.run(openPortal, { flow: "payment_method_update" });
  const page = await (await fetch(url)).text();
  expect(page).toMatch(/card number/i);
  expect(page).toContain(`${acme.slug}.localhost:3000/settings/billing?from=portal`.replaceAll("&", "&amp;"));
});

import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { cancelScheduledChange } from "@/lib/billing/changes/cancel-scheduled-change";
import { payInvoice } from "@/lib/billing/changes/pay-invoice";
import { undoCancellation } from "@/lib/billing/changes/undo-cancellation";
import { getBilling } from "@/lib/billing/queries";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { giveCard, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const start = "2026-11-01T00:00:00Z";

/** Moves the payer's clock at Stripe, of which we have not heard yet. */
async function unheard({ live }: TimedWorkspace, moment: string) {
  const { testClocks } = billing.dashboard.testHelpers;
  const id = String((await live()).test_clock);
  await testClocks.advance(id, { frozen_time: Date.parse(moment) / 1_000 });
  while ((await testClocks.retrieve(id)).status !== "ready") await delay(5);
}

const shown = (acme: TimedWorkspace) => acme.owner.ask(getBilling, {});

describe("a change that is withdrawn", () => {
  const withdraw = async ({ owner }: TimedWorkspace) => owner.run(cancelScheduledChange, {});
  const tookEffect = { code: "conflict", message: expect.stringContaining("took effect meanwhile") };

  test("a moment after it took effect is said to have, and the page shows it", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.change({ plan: "starter" });
    await unheard(acme, "2026-12-01T02:00:00Z");
    await expect(withdraw(acme)).rejects.toMatchObject(tookEffect);
    expect((await shown(acme)).subscription).toMatchObject({ planId: "starter", scheduledChange: null });
  });

  test("a moment after its invoice was paid is said to have taken effect", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "starter" });
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    expect((await acme.change({ plan: "business" })).outcome).toBe("unpaid");
    await giveCard(billing, acme, "pm_card_visa");
    await billing.dashboard.invoices.pay((await acme.latestInvoice()).id);
    await expect(withdraw(acme)).rejects.toMatchObject(tookEffect);
    expect((await shown(acme)).subscription).toMatchObject({ planId: "business", pendingUpdate: null });
  });

  test("is withdrawn where Stripe's answer to the first click was lost", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.change({ plan: "starter" });
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/subscription_schedules/*", action: "drop_after_commit" }]);
    await expect(withdraw(acme)).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await withdraw(acme);
    expect((await shown(acme)).subscription).toMatchObject({ planId: "professional", scheduledChange: null });
  });
});

describe("a plan that has ended meanwhile", () => {
  const ending = async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.owner.run(cancelPlan, {});
    await unheard(acme, "2026-12-01T02:00:00Z");
    return acme;
  };

  test("cannot be kept any more, and the page shows it", async () => {
    const acme = await ending();
    await expect(acme.owner.run(undoCancellation, {})).rejects.toMatchObject({
      code: "conflict",
      message: "The plan has ended. Reload the page.",
    });
    expect((await shown(acme)).subscription).toMatchObject({ status: "canceled" });
  });
});

describe("an invoice that is paid by its button", () => {
  async function owing() {
    const acme = await timedWorkspace(billing, start);
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await acme.to("2026-12-01T02:00:00Z");
    const { openInvoice } = await shown(acme);
    const pay = () => acme.owner.run(payInvoice, { number: openInvoice?.number ?? "" });
    return { acme, pay, invoiceId: (await acme.latestInvoice()).id };
  }

  test("and was paid at Stripe already is said to be paid, and the page shows it", async () => {
    const { acme, pay, invoiceId } = await owing();
    await giveCard(billing, acme, "pm_card_visa");
    await billing.dashboard.invoices.pay(invoiceId);
    expect(await pay()).toMatchObject({ isPaidAlready: true });
    expect(await shown(acme)).toMatchObject({ openInvoice: null, subscription: { status: "active" } });
  });

  test("and was paid there without a card on file is not asked to add one", async () => {
    const { acme, pay, invoiceId } = await owing();
    await billing.dashboard.invoices.pay(invoiceId, { paid_out_of_band: true });
    await billing.dashboard.customers.update(acme.customerId, {
      invoice_settings: { default_payment_method: "" },
    });
    expect(await pay()).toMatchObject({ isPaidAlready: true });
  });

  test("and was voided is said to be owed no more", async () => {
    const { acme, pay, invoiceId } = await owing();
    await billing.dashboard.invoices.voidInvoice(invoiceId);
    await expect(pay()).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("nothing is owed for it"),
    });
    expect(await shown(acme)).toMatchObject({ openInvoice: null });
  });

  test("and was written off is paid", async () => {
    const { acme, pay, invoiceId } = await owing();
    await giveCard(billing, acme, "pm_card_visa");
    await billing.dashboard.invoices.markUncollectible(invoiceId);
    expect(await pay()).toMatchObject({ isPaidAlready: false });
  });

  test("is paid once where Stripe's answer to the first click was lost", async () => {
    const { acme, pay, invoiceId } = await owing();
    await giveCard(billing, acme, "pm_card_visa");
    const { control } = billing.local.emulator;
    control.setFaults([{ match: "POST /v1/invoices/*", action: "drop_after_commit" }]);
    await expect(pay()).rejects.toMatchObject({ code: "unavailable" });
    control.setFaults([]);
    await pay();
    expect(await billing.dashboard.invoices.retrieve(invoiceId)).toMatchObject({ status: "paid" });
  });
});

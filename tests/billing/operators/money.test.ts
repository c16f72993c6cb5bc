import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { renderMail } from "@/emails";
import { listEvents } from "@/lib/audit/queries";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { previewChange } from "@/lib/billing/changes/preview-change";
import { getInvoice } from "@/lib/billing/invoices/get-invoice";
import { creditAccount } from "@/lib/billing/operators/credit-account";
import { refundInvoice } from "@/lib/billing/operators/refund-invoice";
import { retryInvoice } from "@/lib/billing/operators/retry-invoice";
import { writeOffInvoice } from "@/lib/billing/operators/write-off-invoice";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { effectsJob } from "@/lib/billing/sync/effects";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import { clock, minutes } from "@/lib/platform/clock";
import { queuedMail } from "../../members/queued-mail";
import { platform, type TestWorkspace } from "../../support/world";
import {
  entitlementOf,
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  spoilCard,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "../local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const asOperator = operatorContext();
const reason = "Our outage cost them a week";
const isDryRun = false;

async function paid() {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId);
  await billing.settle();
  return { ...acme, subscriptionId: id, number: await numberOf(acme, "paid") };
}

/** A workspace whose renewal was declined. */
async function owing() {
  const acme = await paid();
  await spoilCard(billing, acme.customerId, acme.subscriptionId);
  billing.local.emulator.control.advance({ months: 1 });
  // A renewal is charged an hour after it is drafted.
  billing.local.emulator.control.advance({ days: 1 });
  await billing.settle();
  return { ...acme, number: await numberOf(acme, "open") };
}

async function numberOf({ owner }: Pick<TestWorkspace, "owner">, status: string): Promise<string> {
  const { items } = await owner.ask(listInvoices, {});
  return items.find((one) => one.status === status)?.number ?? "";
}

async function told({ owner }: Pick<TestWorkspace, "owner">) {
  const { items } = await owner.ask(listEvents, {});
  return items
    .filter(({ actorKind }) => actorKind === "operator")
    .map(({ type, subjectLabel }) => [type, subjectLabel]);
}

const refundsOf = async (customer: string) => {
  const { data } = await billing.dashboard.charges.list({ customer, expand: ["data.refunds"] });
  return data.reduce((total, { amount_refunded: amount }) => total + amount, 0);
};

describe("a refund", () => {
  test("goes back to the card by one document, of what is left unless an amount is named", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const part = await runOnPlatform(refundInvoice, asOperator, {
      ...{ slug, number, amount: "25.50", reason, isDryRun },
    });
    expect(part).toEqual({ number, currency: "usd", amount: 2_550, left: 7_350 });
    const rest = await runOnPlatform(refundInvoice, asOperator, { slug, number, reason, isDryRun });
    expect(rest).toMatchObject({ amount: 7_350, left: 0 });
    expect(await refundsOf(acme.customerId)).toBe(9_900);
    const invoice = await acme.owner.ask(getInvoice, { number });
    expect(invoice.corrections).toEqual([
      expect.stringMatching(/^CN-\d{6}-\d{6}$/),
      expect.stringMatching(/^CN-\d{6}-\d{6}$/),
    ]);
    expect(await told(acme)).toEqual([
      ["invoice.refunded", number],
      ["invoice.refunded", number],
    ]);
  });

  test("is one mail, which names the document and says where the money goes", async () => {
    const acme = await paid();
    const { slug, number, owner } = acme;
    await runOnPlatform(refundInvoice, asOperator, { slug, number, reason, isDryRun });
    expect(await noticesTo(owner.email)).toEqual(["activated", "paid", "adjusted"]);
    const mail = (await queuedMail(owner.email)).at(-1);
    const { text } = await renderMail("billingNotice", mail?.props ?? {});
    const { corrections } = await owner.ask(getInvoice, { number });
    expect(text).toContain("WE REFUNDED $99.00");
    expect(text).toContain("The money goes back to the card");
    expect(text).toContain(corrections[0]);
  });

  test("is only foretold in a dry run", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const dry = { slug, number, amount: "10", reason, isDryRun: true };
    expect(await runOnPlatform(refundInvoice, asOperator, dry)).toMatchObject({ amount: 1_000, left: 8_900 });
    expect(await refundsOf(acme.customerId)).toBe(0);
    expect(await told(acme)).toEqual([]);
  });

  test("of more than is left is refused beside the amount, also after a refund at Stripe's dashboard", async () => {
    const { slug, number, customerId } = await paid();
    const { data } = await billing.dashboard.charges.list({ customer: customerId });
    await billing.dashboard.refunds.create({ charge: data[0]?.id, amount: 9_000 });
    await billing.settle();
    const asked = runOnPlatform(refundInvoice, asOperator, {
      slug,
      number,
      amount: "9.01",
      reason,
      isDryRun,
    });
    await expect(asked).rejects.toMatchObject({
      code: "invalid",
      fields: { amount: ["At most $9.00 can be given back."] },
    });
  });

  test.each([
    ["0", "Enter more than zero."],
    ["-5", "Enter an amount in USD, such as 25 or 25.00."],
    ["9.999", "Enter an amount in USD, such as 25 or 25.00."],
    ["a lot", "Enter an amount in USD, such as 25 or 25.00."],
  ])("of %j is refused beside the amount", async (amount, message) => {
    const { slug, number } = await paid();
    const asked = runOnPlatform(refundInvoice, asOperator, { slug, number, amount, reason, isDryRun });
    await expect(asked).rejects.toMatchObject({ code: "invalid", fields: { amount: [message] } });
  });

  test("of an invoice that is open, given back already, or another workspace's is refused", async () => {
    const open = await owing();
    const refund = (slug: string, number: string) =>
      runOnPlatform(refundInvoice, asOperator, { slug, number, reason, isDryRun });
    await expect(refund(open.slug, open.number)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("is open: nothing was paid for it"),
    });
    const acme = await paid();
    await expect(refund(acme.slug, open.number)).rejects.toMatchObject({ code: "not_found" });
    await refund(acme.slug, acme.number);
    await expect(refund(acme.slug, acme.number)).rejects.toMatchObject({
      message: `Nothing of ${acme.number} is left to give back to a card.`,
    });
    const { corrections } = await acme.owner.ask(getInvoice, { number: acme.number });
    await expect(refund(acme.slug, corrections[0] ?? "")).rejects.toMatchObject({
      message: expect.stringContaining("is a credit note"),
    });
  });

  test("whose answer was lost is asked for again and made once", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const asked = { slug, number, amount: "10", reason, isDryRun };
    billing.local.emulator.control.setFaults([
      { match: "POST /v1/credit_notes", action: "drop_after_commit" },
    ]);
    await expect(runOnPlatform(refundInvoice, asOperator, asked)).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("Ask again: it is done once"),
    });
    billing.local.emulator.control.setFaults([]);
    expect(await runOnPlatform(refundInvoice, asOperator, asked)).toMatchObject({ amount: 1_000 });
    expect(await refundsOf(acme.customerId)).toBe(1_000);
    expect(await told(acme)).toHaveLength(1);
  });

  test("whose answer was lost is still made once when another deed came between", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const asked = { slug, number, amount: "10", reason, isDryRun };
    billing.local.emulator.control.setFaults([
      { match: "POST /v1/credit_notes", action: "drop_after_commit" },
    ]);
    await expect(runOnPlatform(refundInvoice, asOperator, asked)).rejects.toMatchObject({
      code: "unavailable",
    });
    billing.local.emulator.control.setFaults([]);
    clock.shift(minutes(2));
    await runOnPlatform(creditAccount, asOperator, { slug, amount: "5", reason, isDryRun });
    await runOnPlatform(refundInvoice, asOperator, asked);
    clock.reset();
    expect(await refundsOf(acme.customerId)).toBe(1_000);
    expect((await told(acme)).map(([type]) => type).toSorted()).toEqual([
      "billing_account.credited",
      "invoice.refunded",
    ]);
  });

  test("that two operators give in the same words is given once, and the second hears who gave it", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const asked = { slug, number, amount: "10", reason, isDryRun };
    const kim = platform({ operator: { id: "Kim", label: "Kim" } });
    const mira = platform({ operator: { id: "Mira", label: "Mira" } });
    const outcomes = await Promise.allSettled([
      kim.run(refundInvoice, asked),
      mira.run(refundInvoice, asked),
    ]);
    const done = outcomes.findIndex(({ status }) => status === "fulfilled");
    const giver = ["Kim", "Mira"][done];
    const saysWho = {
      code: "conflict",
      message: expect.stringMatching(/^[A-Z][a-z]+ did this already, .* Say --again to do it once more\.$/),
    };
    expect(outcomes.toSorted((a, b) => (a.status < b.status ? -1 : 1))).toMatchObject([
      { status: "fulfilled", value: { amount: 1_000 } },
      { status: "rejected", reason: saysWho },
    ]);
    expect(await refundsOf(acme.customerId)).toBe(1_000);
    for (const late of [kim, mira])
      await expect(late.run(refundInvoice, asked)).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(`${giver} did this already`),
      });
    expect(await refundsOf(acme.customerId)).toBe(1_000);
    const again = { ...asked, isAgain: true };
    expect(await mira.run(refundInvoice, { ...again, isDryRun: true })).toMatchObject({ left: 7_900 });
    await mira.run(refundInvoice, again);
    await kim.run(refundInvoice, { ...asked, reason: "Another week" });
    expect(await refundsOf(acme.customerId)).toBe(3_000);
    expect(await told(acme)).toHaveLength(3);
  });

  test("that two ask for is given once wherever the second comes in while the first is finishing", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const people = ["Kim", "Mira"].map((id) => platform({ operator: { id, label: id } }));
    for (let round = 1; round <= 16; round++) {
      const asked = { slug, number, amount: "1", reason: `Round ${round}`, isDryRun };
      const outcomes = await Promise.allSettled(
        people.map(async ({ run }, index) => {
          // Each round the second comes a little later, so that it meets the first at another of its steps.
          await delay(index * round * 3);
          return run(refundInvoice, asked);
        }),
      );
      expect([round, outcomes.filter(({ status }) => status === "fulfilled").length]).toEqual([round, 1]);
      expect(await refundsOf(acme.customerId)).toBe(round * 100);
    }
  });

  test("given again is made once where its answer was lost", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const asked = { slug, number, amount: "10", reason, isDryRun };
    await runOnPlatform(refundInvoice, asOperator, asked);
    const again = { ...asked, isAgain: true };
    billing.local.emulator.control.setFaults([
      { match: "POST /v1/credit_notes", action: "drop_after_commit" },
    ]);
    await expect(runOnPlatform(refundInvoice, asOperator, again)).rejects.toMatchObject({
      code: "unavailable",
    });
    billing.local.emulator.control.setFaults([]);
    await runOnPlatform(refundInvoice, asOperator, again);
    expect(await refundsOf(acme.customerId)).toBe(2_000);
  });

  test("beside another at once: what is paid back is what the history says", async () => {
    const acme = await paid();
    const { slug, number } = acme;
    const amounts = [25, 30, 40];
    const asked = await Promise.allSettled(
      amounts.map((amount) =>
        runOnPlatform(refundInvoice, asOperator, {
          ...{ slug, number, amount: String(amount), reason, isDryRun },
        }),
      ),
    );
    const done = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value.amount] : []));
    expect(done.length).toBeGreaterThan(0);
    expect(await refundsOf(acme.customerId)).toBe(done.reduce((total, amount) => total + amount, 0));
    expect(await told(acme)).toHaveLength(done.length);
    for (const one of asked)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "conflict" });
  });

  test("of a payment that the bank took back is refused in Stripe's words, and nothing is left open", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { card: "pm_card_createDispute" });
    await billing.settle();
    const { slug } = acme;
    const number = await numberOf(acme, "paid");
    for (let tries = 0; tries < 2; tries++)
      await expect(
        runOnPlatform(refundInvoice, asOperator, { slug, number, reason, isDryRun }),
      ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("charged back") });
    expect(await told(acme)).toEqual([]);
  });
});

describe("credit", () => {
  test("is used up by the next invoice before the card is charged", async () => {
    const acme = await paid();
    const { slug } = acme;
    const given = { slug, amount: "30", reason, isDryRun };
    expect(await runOnPlatform(creditAccount, asOperator, given)).toEqual({
      ...{ currency: "usd", amount: 3_000, credit: 3_000 },
    });
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({ balance: -3_000 });
    billing.local.emulator.control.advance({ months: 1 });
    billing.local.emulator.control.advance({ days: 1 });
    await billing.settle();
    const { items } = await acme.owner.ask(listInvoices, {});
    const invoice = await acme.owner.ask(getInvoice, { number: items[0]?.number ?? "" });
    expect(invoice).toMatchObject({ total: 9_900, amountPaid: 6_900 });
    expect(await told(acme)).toEqual([["billing_account.credited", "$30.00"]]);
  });

  test("adds up, and a dry run gives none", async () => {
    const acme = await paid();
    const { slug } = acme;
    const give = (isDryRun: boolean, isAgain = true) =>
      runOnPlatform(creditAccount, asOperator, { slug, amount: "5", reason, isDryRun, isAgain });
    await give(false, false);
    await expect(give(false, false)).rejects.toMatchObject({
      message: expect.stringContaining("did this already"),
    });
    expect(await give(true)).toMatchObject({ credit: 1_000 });
    expect(await give(false)).toMatchObject({ credit: 1_000 });
  });

  test("has no currency before anything was billed, and no owner before anything was asked for", async () => {
    const { slug } = await payingWorkspace();
    const give = runOnPlatform(creditAccount, asOperator, { slug, amount: "5", reason, isDryRun });
    await expect(give).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("never billed"),
    });
  });
});

describe("another try to collect", () => {
  test("says what the bank answered, and that it was paid once the card is good", async () => {
    const acme = await owing();
    const { slug, number } = acme;
    const retry = () => runOnPlatform(retryInvoice, asOperator, { slug, reason });
    expect(await retry()).toMatchObject({
      ...{ number, amount: 9_900, outcome: "declined", answer: "Your card was declined." },
    });
    const good = await billing.dashboard.paymentMethods.attach("pm_card_visa", { customer: acme.customerId });
    await billing.dashboard.subscriptions.update(acme.subscriptionId, { default_payment_method: good.id });
    expect(await retry()).toMatchObject({ number, outcome: "paid", answer: null });
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "active" });
    await expect(retry()).rejects.toMatchObject({
      code: "conflict",
      message: "This workspace owes nothing: no invoice is open.",
    });
    expect(await told(acme)).toEqual([
      ["payment.requested", number],
      ["payment.requested", number],
    ]);
  });

  test("says that the bank waits for the card's owner", async () => {
    const acme = await owing();
    const card = await billing.dashboard.paymentMethods.attach("pm_card_authenticationRequired", {
      customer: acme.customerId,
    });
    await billing.dashboard.subscriptions.update(acme.subscriptionId, { default_payment_method: card.id });
    const { slug, number } = acme;
    expect(await runOnPlatform(retryInvoice, asOperator, { slug, number, reason })).toMatchObject({
      outcome: "confirmation_needed",
    });
  });

  test("of a paid invoice is refused, and of several open ones one has to be named", async () => {
    const acme = await owing();
    const { items } = await acme.owner.ask(listInvoices, {});
    const settled = items.find(({ status }) => status === "paid")?.number ?? "";
    const retry = (number?: string) =>
      runOnPlatform(retryInvoice, asOperator, { slug: acme.slug, number, reason });
    await expect(retry(settled)).rejects.toMatchObject({
      message: `${settled} is paid: there is nothing to pay.`,
    });
    const customer = acme.customerId;
    const { id: invoice } = await billing.dashboard.invoices.create({ customer });
    await billing.dashboard.invoiceItems.create({ customer, invoice, amount: 500, currency: "usd" });
    await billing.dashboard.invoices.finalizeInvoice(invoice, { auto_advance: false });
    await billing.settle();
    await expect(retry()).rejects.toMatchObject({ message: expect.stringContaining(acme.number) });
  });
});

describe("an invoice that is written off", () => {
  test("is no longer owed: the plan runs on, reminders end, and the mail thanks nobody for paying", async () => {
    const acme = await owing();
    const { slug, number } = acme;
    const written = await runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun });
    expect(written).toEqual({
      ...{ number, currency: "usd", amount: 9_900, becomes: "uncollectible", restores: true },
    });
    expect(await acme.owner.ask(getInvoice, { number })).toMatchObject({ status: "uncollectible" });
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({ status: "active", graceEndsAt: null });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
    expect(await told(acme)).toEqual([["invoice.written_off", number]]);
    await effectsJob.run({});
    const mails = await queuedMail(acme.owner.email);
    expect(
      z.object({ notice: z.string(), facts: z.looseObject({}) }).parse(mails.at(-1)?.props),
    ).toMatchObject({ notice: "recovered", facts: { forgiven: number } });
  });

  test("can still be paid", async () => {
    const acme = await owing();
    const { slug, number } = acme;
    await runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun });
    const good = await billing.dashboard.paymentMethods.attach("pm_card_visa", { customer: acme.customerId });
    await billing.dashboard.subscriptions.update(acme.subscriptionId, { default_payment_method: good.id });
    const again = await runOnPlatform(retryInvoice, asOperator, { slug, number, reason });
    expect(again).toMatchObject({ outcome: "paid" });
  });

  test("is void where a change waited for its payment: nothing was delivered for it, and the change goes", async () => {
    const acme = await paid();
    await spoilCard(billing, acme.customerId, acme.subscriptionId);
    const { token } = await acme.owner.run(previewChange, { plan: "business" });
    expect(await acme.owner.run(applyChange, { token })).toEqual({ outcome: "unpaid" });
    const { slug } = acme;
    const number = await numberOf(acme, "open");
    const dry = await runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun: true });
    expect(dry).toMatchObject({ becomes: "void", restores: false });
    expect(await numberOf(acme, "open")).toBe(number);
    await runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun });
    expect(await acme.owner.ask(getInvoice, { number })).toMatchObject({ status: "void" });
    expect(await subscriptionOf(acme.subscriptionId)).toMatchObject({
      ...{ status: "active", plan: "professional", pendingUpdate: null },
    });
  });

  test("has to be open", async () => {
    const { slug, number } = await paid();
    const asked = runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun });
    await expect(asked).rejects.toMatchObject({
      message: `${number} is paid: only an open invoice can be written off.`,
    });
  });
});

describe("what moved on at Stripe meanwhile is said, and is looked at again", () => {
  const openAtStripe = async ({ customerId }: { customerId: string }) => {
    const { data } = await billing.dashboard.invoices.list({ customer: customerId, status: "open" });
    return data[0]?.id ?? "";
  };

  test.each<[string, (id: string) => Promise<unknown>, string]>([
    ["paid", (id) => billing.dashboard.invoices.pay(id, { paid_out_of_band: true }), "paid"],
    ["voided", (id) => billing.dashboard.invoices.voidInvoice(id), "void"],
  ])("of an invoice that was %s", async (_, deed, status) => {
    for (const act of ["retry", "write off"] as const) {
      const acme = await owing();
      const { slug, number } = acme;
      await deed(await openAtStripe(acme));
      const asked =
        act === "retry"
          ? runOnPlatform(retryInvoice, asOperator, { slug, number, reason })
          : runOnPlatform(writeOffInvoice, asOperator, { slug, number, reason, isDryRun });
      await expect(asked).rejects.toMatchObject({
        code: "conflict",
        message: expect.stringContaining(`${number} is ${status}: `),
      });
      expect(await acme.owner.ask(getInvoice, { number })).toMatchObject({ status });
      expect(await told(acme)).toEqual([]);
    }
  });

  test("of a payment that was refunded at the dashboard", async () => {
    const acme = await paid();
    const { slug, number, customerId } = acme;
    const { data } = await billing.dashboard.charges.list({ customer: customerId });
    await billing.dashboard.refunds.create({ charge: data[0]?.id });
    const asked = runOnPlatform(refundInvoice, asOperator, { slug, number, reason, isDryRun });
    await expect(asked).rejects.toMatchObject({
      code: "conflict",
      message: `Nothing of ${number} is left to give back to a card.`,
    });
    expect(await told(acme)).toEqual([]);
  });
});

import { describe, expect, test } from "vitest";
import { withSubscriptions } from "./subscribed.js";
import { at, giveCard, invoiceOf, typesOf } from "./support.js";

const { local, stripe, subscribed, pastDue } = withSubscriptions();

describe("renewal and dunning", () => {
  test("a renewal is a draft for an hour, then it is collected", async () => {
    const { to, now } = await subscribed();
    await to("2026-12-01T00:30:00Z");
    const draft = await invoiceOf(stripe(), await now());
    expect(draft).toMatchObject({
      status: "draft",
      automatically_finalizes_at: at("2026-12-01T01:00:00Z"),
      number: null,
    });
    await to("2026-12-01T01:00:00Z");
    expect(await stripe().invoices.retrieve(draft.id)).toMatchObject({ status: "paid", total: 2900 });
  });

  test("a failed renewal is past_due and is tried again by the table", async () => {
    const { now } = await pastDue();
    expect((await now()).status).toBe("past_due");
    expect(await invoiceOf(stripe(), await now())).toMatchObject({
      status: "open",
      attempt_count: 1,
      next_payment_attempt: at("2026-12-02T01:00:00Z"),
    });
  });

  test("a new card pays at the next retry and the subscription recovers", async () => {
    const { customer, to, now } = await pastDue();
    await giveCard(stripe(), customer, "pm_card_visa");
    await to("2026-12-02T02:00:00Z");
    expect((await now()).status).toBe("active");
  });

  test("paying the open invoice recovers it at once; a decline is a 402 that stays on record", async () => {
    const { customer, now } = await pastDue();
    const { id } = await invoiceOf(stripe(), await now());
    await expect(stripe().invoices.pay(id)).rejects.toMatchObject({ statusCode: 402, code: "card_declined" });
    const charges = await stripe().charges.list({ customer });
    expect(charges.data.filter((charge) => charge.status === "failed")).toHaveLength(2);
    expect((await stripe().invoices.retrieve(id)).attempt_count).toBe(1);
    const { id: good } = await stripe().paymentMethods.attach("pm_card_visa", { customer });
    await stripe().invoices.pay(id, { payment_method: good });
    expect((await now()).status).toBe("active");
  });

  test.each([
    ["cancel", "canceled"],
    ["unpaid", "unpaid"],
    ["past_due", "past_due"],
  ] as const)("after the last retry the setting %s makes it %s", async (afterRetries, status) => {
    local().emulator.control.setSettings({ afterRetries });
    const { to, now } = await pastDue();
    await to("2026-12-16T02:00:00Z");
    local().emulator.control.setSettings({ afterRetries: "cancel" });
    expect((await now()).status).toBe(status);
    expect(await invoiceOf(stripe(), await now())).toMatchObject({
      attempt_count: 9,
      next_payment_attempt: null,
    });
  });

  test("an unpaid subscription opens drafts that nobody collects", async () => {
    local().emulator.control.setSettings({ afterRetries: "unpaid" });
    const { to, now } = await pastDue();
    await to("2026-12-20T00:00:00Z");
    await to("2027-01-02T00:00:00Z");
    local().emulator.control.setSettings({ afterRetries: "cancel" });
    expect(await invoiceOf(stripe(), await now())).toMatchObject({ status: "draft", auto_advance: false });
  });
});

describe("what is announced ahead", () => {
  test("a renewal is announced a week before, once, with what it will cost", async () => {
    const { customer, to } = await subscribed();
    await to("2026-11-24T01:00:00Z");
    await to("2026-11-26T00:00:00Z");
    const events = await stripe().events.list({ type: "invoice.upcoming", limit: 100 });
    const ours = events.data.flatMap((event) =>
      event.type === "invoice.upcoming" ? [event.data.object] : [],
    );
    expect(ours.filter((invoice) => invoice.customer === customer)).toMatchObject([{ total: 2900 }]);
    expect((await stripe().invoices.list({ customer })).data).toHaveLength(1);
  });

  test("a sent invoice is overdue after its due date, and its subscription past_due", async () => {
    const { subscription, to, now } = await subscribed(
      { collection_method: "send_invoice", days_until_due: 7 },
      null,
    );
    expect(subscription.status).toBe("active");
    const invoice = await invoiceOf(stripe(), subscription);
    expect(invoice).toMatchObject({ status: "open", due_date: at("2026-11-08T00:00:00Z") });
    await to("2026-11-09T00:00:00Z");
    expect((await now()).status).toBe("past_due");
    expect(await typesOf(stripe(), invoice.id)).toContain("invoice.overdue");
    await stripe().invoices.pay(invoice.id, { paid_out_of_band: true });
    expect((await now()).status).toBe("active");
  });
});

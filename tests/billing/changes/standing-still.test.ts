import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withWorkspace } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { endPausesJob } from "@/lib/billing/changes/end-pauses";
import { endTrial } from "@/lib/billing/changes/end-trial";
import { findPauseEnd, keepPauseEnd } from "@/lib/billing/changes/pause-end";
import { pausePlan } from "@/lib/billing/changes/pause-plan";
import { resumePlan } from "@/lib/billing/changes/resume-plan";
import { undoCancellation } from "@/lib/billing/changes/undo-cancellation";
import { getBilling } from "@/lib/billing/queries";
import { effectsJob } from "@/lib/billing/sync/effects";
import { clock } from "@/lib/platform/clock";
import { queuedMail } from "../../members/queued-mail";
import { entitlementOf, type LocalBilling, startLocalBilling } from "../local-billing";
import { giveCard, type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const start = "2026-11-01T00:00:00Z";

const pause = async ({ owner }: TimedWorkspace) => owner.run(pausePlan, {});
const resume = async ({ owner }: TimedWorkspace) => owner.run(resumePlan, {});
const cancel = async ({ owner }: TimedWorkspace, reason: { feedback?: string; comment?: string } = {}) =>
  owner.run(cancelPlan, reason);
const keep = async ({ owner }: TimedWorkspace) => owner.run(undoCancellation, {});
const startToday = async ({ owner }: TimedWorkspace) => owner.run(endTrial, {});

const subscriptionOf = async (acme: TimedWorkspace) => (await acme.owner.ask(getBilling, {})).subscription;
const typesOf = async (acme: TimedWorkspace, noun: string) =>
  (await acme.owner.ask(listEvents, { noun })).items.map(({ type }) => type);

describe("a pause", () => {
  test("stops the charges and the work, and says who asked for it", async () => {
    const acme = await timedWorkspace(billing, start);
    await pause(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused", pausedReason: "pause_requested" });
    expect(await entitlementOf(acme)).toMatchObject({ access: "suspended" });
    await acme.to("2027-01-01T00:00:00Z");
    const { data } = await billing.dashboard.invoices.list({ customer: acme.customerId });
    expect(data).toHaveLength(1);
    expect(await typesOf(acme, "pause")).toEqual(["pause.requested"]);
  });

  test("drops the change that was scheduled", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.change({ plan: "starter" });
    await pause(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused", scheduledChange: null });
  });

  test("is refused in a trial, over an open invoice and after a cancellation, each with a reason", async () => {
    const trial = await timedWorkspace(billing, start, {}, { trial_period_days: 14 });
    await expect(pause(trial)).rejects.toMatchObject({ code: "conflict", message: /trial/i });
    const ending = await timedWorkspace(billing, start);
    await cancel(ending);
    await expect(pause(ending)).rejects.toMatchObject({ code: "conflict", message: /ends on 1 December/ });
    const owing = await timedWorkspace(billing, start);
    await giveCard(billing, owing, "pm_card_chargeCustomerFail");
    await owing.to("2026-12-01T02:00:00Z");
    await expect(pause(owing)).rejects.toMatchObject({ code: "conflict", message: /invoice/ });
  });

  test("lasts until the first invoice is paid, when the card is declined on the way back", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.to("2026-11-16T00:00:00Z");
    await pause(acme);
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await acme.to("2026-12-15T00:00:00Z");
    await expect(resume(acme)).rejects.toMatchObject({ code: "conflict", message: /still paused/ });
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused" });
    await expect(resume(acme)).rejects.toMatchObject({ code: "conflict", message: /still open/ });
    await giveCard(billing, acme, "pm_card_visa");
    await billing.dashboard.invoices.pay((await acme.latestInvoice()).id);
    await acme.to("2026-12-15T01:00:00Z");
    expect(await subscriptionOf(acme)).toMatchObject({ status: "active" });
  });

  test("ends by itself on the day that was chosen, once, and not where it was ended before", async () => {
    const acme = await timedWorkspace(billing, start);
    clock.shift(Date.parse("2026-11-10T00:00:00Z") - clock.now().getTime());
    await acme.to("2026-11-10T00:00:00Z");
    await acme.owner.run(pausePlan, { until: "2026-12-01" });
    const pauseEndsAt = new Date("2026-12-01T00:00:00Z");
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({ pauseEndsAt });
    await effectsJob.run({});
    expect((await queuedMail(acme.owner.email)).map(({ props }) => props)).toContainEqual(
      expect.objectContaining({
        notice: "paused",
        facts: expect.objectContaining({ resumesOn: "1 December 2026" }),
      }),
    );
    await endPausesJob.run({});
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused" });
    await acme.to("2026-12-01T00:00:01Z");
    clock.shift(pauseEndsAt.getTime() + 1_000 - clock.now().getTime());
    await Promise.all([endPausesJob.run({}), endPausesJob.run({})]);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "active" });
    await pause(acme);
    await endPausesJob.run({});
    clock.reset();
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({ pauseEndsAt: null });
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused" });
  });

  test("that was ended before its day leaves no end to one that somebody makes at Stripe", async () => {
    const acme = await timedWorkspace(billing, start);
    clock.shift(Date.parse("2026-11-10T00:00:00Z") - clock.now().getTime());
    await acme.owner.run(pausePlan, { until: "2026-12-01" });
    await resume(acme);
    await billing.dashboard.subscriptions.pause(acme.subscriptionId, {
      type: "subscription",
      bill_for: { unused_time_from: { type: "now" }, outstanding_usage_through: { type: "now" } },
    });
    await acme.to("2026-11-12T00:00:00Z");
    expect(await acme.owner.ask(getBilling, {})).toMatchObject({ pauseEndsAt: null });
    clock.shift(Date.parse("2026-12-02T00:00:00Z") - clock.now().getTime());
    await endPausesJob.run({});
    clock.reset();
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused" });
  });

  test("of a subscription that Stripe does not know any more is forgotten, and the others end", async () => {
    const acme = await timedWorkspace(billing, start);
    const past = new Date("2026-11-01T00:00:00Z");
    await withWorkspace(acme.id, (db) => keepPauseEnd(db, acme.id, "sub_of_another_account", past));
    await endPausesJob.run({});
    expect(await withWorkspace(acme.id, (db) => findPauseEnd(db, acme.id))).toBeNull();
  });

  test.each(["2020-01-01", "2999-01-01", "soon"])("until %s is refused beside the day", async (until) => {
    const acme = await timedWorkspace(billing, start);
    await expect(acme.owner.run(pausePlan, { until })).rejects.toMatchObject({
      ...{ code: "invalid", fields: { until: [expect.any(String)] } },
    });
    expect(await subscriptionOf(acme)).toMatchObject({ status: "active" });
  });

  test("asked for twice at once is one pause", async () => {
    const acme = await timedWorkspace(billing, start);
    await Promise.all([pause(acme), pause(acme)]);
    expect(await typesOf(acme, "pause")).toEqual(["pause.requested"]);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "paused" });
  });
});

describe("a trial", () => {
  const trial = (card: string | null) =>
    timedWorkspace(
      billing,
      start,
      {},
      {
        card,
        trial_period_days: 14,
        trial_settings: { end_behavior: { missing_payment_method: "pause" } },
      },
    );

  test("that ended without a card goes on with one", async () => {
    const acme = await trial(null);
    await acme.to("2026-11-16T00:00:00Z");
    expect(await subscriptionOf(acme)).toMatchObject({
      status: "paused",
      pausedReason: "trial_end_without_payment_method",
    });
    await expect(resume(acme)).rejects.toMatchObject({ code: "conflict", message: /Add a payment method/ });
    await giveCard(billing, acme, "pm_card_visa");
    await resume(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "active" });
    expect(await acme.latestInvoice()).toMatchObject({ total: 9900, status: "paid" });
  });

  test("ends today only with a card that pays", async () => {
    const acme = await trial(null);
    await expect(startToday(acme)).rejects.toMatchObject({
      code: "conflict",
      message: /Add a payment method/,
    });
    await giveCard(billing, acme, "pm_card_chargeCustomerFail");
    await expect(startToday(acme)).rejects.toMatchObject({ code: "conflict", message: /trial goes on/ });
    expect(await subscriptionOf(acme)).toMatchObject({ status: "trialing" });
  });
});

describe("a cancellation", () => {
  test("keeps the plan until the paid period ends, with the reason on record", async () => {
    const acme = await timedWorkspace(billing, start);
    await cancel(acme, { feedback: "too_expensive", comment: "Maybe next year." });
    expect(await subscriptionOf(acme)).toMatchObject({
      status: "active",
      cancelAt: new Date("2026-12-01T00:00:00Z"),
    });
    expect((await acme.live()).cancellation_details).toMatchObject({
      feedback: "too_expensive",
      comment: "Maybe next year.",
    });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
    expect(await typesOf(acme, "cancellation")).toEqual(["cancellation.requested"]);
  });

  test("that is taken back leaves the renewal as if nothing had been", async () => {
    const acme = await timedWorkspace(billing, start);
    await cancel(acme, { feedback: "unused" });
    await keep(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "active", cancelAt: null });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 9900, status: "paid" });
    await expect(keep(acme)).rejects.toMatchObject({ code: "conflict" });
  });

  test("made at the dashboard can be taken back here", async () => {
    const acme = await timedWorkspace(billing, start);
    await billing.dashboard.subscriptions.update(acme.subscriptionId, { cancel_at_period_end: true });
    await acme.to("2026-11-02T00:00:00Z");
    await keep(acme);
    expect(await acme.live()).toMatchObject({ cancel_at: null, cancel_at_period_end: false });
  });

  test("drops the change that was scheduled for the same day", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.change({ plan: "starter" });
    await cancel(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ scheduledChange: null, cancelAt: expect.any(Date) });
  });

  test("of a paused plan ends it at once", async () => {
    const acme = await timedWorkspace(billing, start);
    await pause(acme);
    await cancel(acme);
    expect(await subscriptionOf(acme)).toMatchObject({ status: "canceled" });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
  });

  test("takes no reason we do not offer, and none at all", async () => {
    const acme = await timedWorkspace(billing, start);
    await expect(cancel(acme, { feedback: "because" })).rejects.toMatchObject({ code: "invalid" });
    await expect(cancel(acme)).resolves.toBeUndefined();
  });
});

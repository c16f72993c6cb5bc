import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyChange } from "@/lib/billing/changes/apply-change";
import { intervals } from "@/lib/entitlements/plans";
import { type LocalBilling, startLocalBilling } from "../local-billing";
import { seeded } from "../model/random";
import { type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const plans = ["starter", "professional", "business"] as const;
const seconds = (time: Date | string) => new Date(time).getTime() / 1_000;
const later = (time: number) => new Date(time * 1_000).toISOString();

const confirm = async (acme: TimedWorkspace, token: string) =>
  (await acme.owner.run(applyChange, { token })).outcome;

describe("another interval from today", () => {
  test("that is confirmed a minute later costs what a minute has used of the credit, and no more", async () => {
    const acme = await timedWorkspace(billing, "2026-11-10T00:00:00Z");
    await acme.to("2026-11-25T00:00:00Z");
    const preview = await acme.preview({ interval: "annual" });
    expect(preview).toMatchObject({ total: 94_050, isCountedAtConfirming: true });
    await acme.to("2026-11-25T00:10:00Z");
    expect(await confirm(acme, preview.token)).toBe("done");
    expect((await acme.latestInvoice()).total).toBe(94_050 + 2);
    const [item] = (await acme.live()).items.data;
    expect(item).toMatchObject({
      current_period_start: seconds("2026-11-25T00:10:00Z"),
      current_period_end: seconds("2027-11-25T00:10:00Z"),
    });
  });

  test("is refused where the amount is another one for more than the time that has passed", async () => {
    const acme = await timedWorkspace(billing, "2026-11-10T00:00:00Z");
    await acme.to("2026-11-25T00:00:00Z");
    const { token } = await acme.preview({ interval: "annual" });
    await billing.dashboard.customers.createBalanceTransaction(acme.customerId, {
      amount: 50,
      currency: "usd",
    });
    await acme.to("2026-11-25T00:00:01Z");
    await expect(confirm(acme, token)).rejects.toMatchObject({
      code: "conflict",
      message: expect.stringContaining("amount has changed"),
    });
  });

  test("is no different where the plan stays in its cycle: what was shown is what is charged", async () => {
    const acme = await timedWorkspace(billing, "2026-11-01T00:00:00Z", { plan: "starter" });
    await acme.to("2026-11-16T00:00:00Z");
    const preview = await acme.preview({ plan: "professional" });
    expect(preview.isCountedAtConfirming).toBe(false);
    await acme.to("2026-11-16T00:09:00Z");
    expect(await confirm(acme, preview.token)).toBe("done");
    expect((await acme.latestInvoice()).total).toBe(preview.total);
  });

  test("shorter than the one before renews when that is over, not a year later", async () => {
    const acme = await timedWorkspace(billing, "2026-01-01T00:00:00Z", { interval: "annual" });
    await acme.to("2026-07-02T12:00:00Z");
    const { renewal } = await acme.preview({ interval: "monthly", when: "now" });
    expect(renewal).toEqual({ date: new Date("2026-08-02T12:00:00Z"), amount: 9_900 });
  });
});

test.each(Array.from({ length: 12 }, (_, index) => index + 1))(
  "seed %i: a random change renews on the day that was shown, for what was shown",
  async (seed) => {
    const random = seeded(seed);
    const start = seconds("2026-01-05T08:00:00Z") + random.between(0, 300 * 86_400);
    const [plan, interval] = [random.pick(plans), random.pick(intervals)];
    const acme = await timedWorkspace(billing, later(start), { plan, interval });
    const period = interval === "annual" ? 364 : interval === "quarterly" ? 88 : 27;
    const shownAt = start + random.between(3_600, period * 86_400);
    await acme.to(later(shownAt));
    const to = { plan: random.pick(plans), interval: random.pick(intervals) };
    if (to.plan === plan && to.interval === interval) return;
    const preview = await acme.preview({ ...to, when: "now" });
    const passed = random.between(0, 600);
    await acme.to(later(shownAt + passed));
    expect(await confirm(acme, preview.token)).toBe("done");

    const charged = await acme.latestInvoice();
    const used = to.interval === interval ? 0 : mostUsed(preview, passed);
    expect(charged.total - preview.total).toBeGreaterThanOrEqual(0);
    expect(charged.total - preview.total).toBeLessThanOrEqual(used);

    const begun = to.interval === interval ? 0 : passed;
    const due = seconds(preview.renewal.date) + begun;
    await acme.to(later(Math.min(due, shownAt + passed + 3 * 3_600) - 1));
    expect((await acme.latestInvoice()).id).toBe(charged.id);
    await acme.to(later(due - 1));
    expect((await acme.latestInvoice()).id).toBe(charged.id);
    await acme.to(later(due + 2 * 3_600));
    const renewal = await acme.latestInvoice();
    expect(renewal).toMatchObject({ billing_reason: "subscription_cycle", total: preview.renewal.amount });
    expect(renewal.created).toBe(due);
  },
);

/** What the seconds that have passed are worth of everything that is credited, in whole cents. */
function mostUsed({ lines }: Awaited<ReturnType<TimedWorkspace["preview"]>>, passed: number): number {
  return lines
    .filter(({ isProration }) => isProration)
    .reduce((most, { amount, periodStart, periodEnd }) => {
      const left = seconds(periodEnd) - seconds(periodStart);
      return most + Math.ceil((Math.abs(amount) * passed) / left);
    }, 0);
}

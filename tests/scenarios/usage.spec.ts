import { expect } from "@playwright/test";
import { Chronicle } from "./chronicle";
import type { Owner } from "./owner";
import { scenario } from "./scenario";
import type { World } from "./world";

const day = 86_400_000;
const now = Date.now();
// Usage is accepted by the real clock, so the period it falls into is one that is running now. It begins in this month: before
// Stripe is heard of, ours runs by the calendar, and would begin another one inside.
const began = Math.max(now - 20 * day, new Date(now).setUTCDate(1) - (now % day));
const startsAt = new Date(began).toISOString();
const earlier = new Date(Math.max(now - day, (began + now) / 2)).toISOString();
/** Days until it has been renewed. */
const pastRenewal = Math.ceil((began + 33 * day - now) / day);

scenario(
  "S24: what was used beyond the plan is on the next invoice, to the unit",
  { startsAt },
  async (world, owner) => {
    await subscribeMetered(world);
    const used = [
      { id: "first", value: "50000", time: earlier },
      { id: "second", value: "2345", time: earlier },
      { id: "first", value: "50000", time: earlier },
    ];
    expect(await owner.report(used)).toEqual(["accepted", "accepted", "duplicate"]);
    await world.queue("billing.meter", { tenantId: world.home.id });
    await world.finish();
    await world.pass(pastRenewal);
    const { invoices } = await world.state();
    const renewal = invoices.findLast(({ billingReason }) => billingReason === "subscription_cycle");
    // 2,345 calls beyond the 50,000 of Starter, at 50 cents a thousand.
    const charged = renewal?.lines.map(({ amount }) => amount).filter((amount) => amount !== 0);
    expect(charged?.toSorted((a, b) => a - b)).toEqual([117, 2_900]);
    expect(renewal).toMatchObject({ status: "paid", total: 3_017 });
  },
);

scenario(
  "S31: another plan in mid-period bills what was used on the one before once, and counts from nothing",
  { startsAt },
  async (world, owner) => {
    await subscribeMetered(world);
    await owner.report([{ id: "before", value: "52000", time: earlier }]);
    await world.queue("billing.meter", { tenantId: world.home.id });
    await world.finish();
    // Stripe's clock stands still, and ours has gone on: what is told now must lie before the change.
    await world.pass(1 / 24);
    const { outcome, dueNow } = await owner.change({ plan: "professional", when: "now" });
    expect(outcome).toBe("done");
    await world.settle();
    await world.queue("billing.meter", { tenantId: world.home.id });
    await world.finish();
    expect(await world.state()).toMatchObject({ plan: "professional" });
    await world.pass(pastRenewal);
    const { invoices } = await world.state();
    expect(invoices.map(({ status }) => status)).toEqual(["paid", "paid", "paid"]);
    // 2,000 calls beyond the 50,000 of Starter, at 50 cents a thousand, and a call for the report itself.
    const billed = invoices.flatMap(({ lines }) => lines).filter(({ amount }) => amount === 100);
    expect(billed).toHaveLength(1);
    expect(invoices[1]).toMatchObject({ total: dueNow });
    expect(invoices[2]?.total).toBeLessThanOrEqual(9_900 + 100);
  },
);

scenario(
  "S32: a spending cap lets calls through up to the last cent, refuses the next, and is told of on the way",
  { startsAt },
  async (world, owner) => {
    await subscribeMetered(world);
    const mailbox = new Chronicle(owner, world);
    await owner.capSpending("1.00");
    // Each report is a call itself. Starter includes 50,000, and a dollar pays for 2,000 more.
    await owner.report([{ id: "half", value: "50999", time: earlier }]);
    await spent(owner, "$0.50");
    await world.queue("billing.warn_spending");
    await mailbox.hasMail("Your workspace has spent 50% of its limit of $1.00");
    await owner.report([{ id: "most", value: "989", time: earlier }]);
    expect(await owner.callUntilRefused(50)).toEqual({ admitted: 10, code: "limit_exceeded" });
    await spent(owner, "$1.00");
    await expect(owner.page.getByText(/^API calls beyond the plan are refused until/)).toBeVisible();
    await world.queue("billing.warn_spending");
    await mailbox.hasMail("Your workspace has reached its spending limit of $1.00");
    await owner.page.getByRole("button", { name: "Remove limit" }).click();
    await expect(owner.page.getByRole("button", { name: "Set limit" })).toBeVisible();
    expect(await owner.callUntilRefused(3)).toEqual({ admitted: 3, code: null });
  },
);

/** Subscribed to Starter some days ago, with the item for what is used beyond it. */
async function subscribeMetered(world: World): Promise<void> {
  await world.subscribe({ plan: "starter" });
  await expect(async () => {
    await world.settle();
    expect((await world.state()).subscription?.meteredItemId).toBeTruthy();
  }).toPass();
  await world.passUntil(new Date());
}

/** Calls are added up for a second before they show. */
async function spent(owner: Owner, amount: string): Promise<void> {
  await expect(async () => {
    await owner.visit("/settings/billing");
    const card = owner.page.getByRole("region", { name: "Spending limit" });
    await expect(card.getByText(amount).first()).toBeVisible({ timeout: 2_000 });
  }).toPass();
}

import { expect } from "@playwright/test";
import { scenario } from "./scenario";

// Usage is accepted by the real clock, so the period it falls into is one that is running now.
const twentyDaysAgo = new Date(Date.now() - 20 * 86_400_000).toISOString();
const yesterday = new Date(Date.now() - 86_400_000).toISOString();

scenario(
  "S24: what was used beyond the plan is on the next invoice, to the unit",
  { startsAt: twentyDaysAgo },
  async (world, owner) => {
    await world.subscribe({ plan: "starter" });
    await expect(async () => {
      await world.settle();
      expect((await world.state()).subscription?.meteredItemId).toBeTruthy();
    }).toPass();
    await world.passUntil(new Date());
    const used = [
      { id: "first", value: "50000", time: yesterday },
      { id: "second", value: "2345", time: yesterday },
      { id: "first", value: "50000", time: yesterday },
    ];
    expect(await owner.report(used)).toEqual(["accepted", "accepted", "duplicate"]);
    await world.queue("billing.meter", { tenantId: world.home.id });
    await world.finish();
    await world.pass(13);
    const { invoices } = await world.state();
    const renewal = invoices.findLast(({ billingReason }) => billingReason === "subscription_cycle");
    // 2,345 calls beyond the 50,000 of Starter, at 50 cents a thousand.
    const charged = renewal?.lines.map(({ amount }) => amount).filter((amount) => amount !== 0);
    expect(charged?.toSorted((a, b) => a - b)).toEqual([117, 2_900]);
    expect(renewal).toMatchObject({ status: "paid", total: 3_017 });
  },
);

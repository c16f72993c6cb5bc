import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { pushCatalog } from "@/lib/billing/catalog";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("the catalog", () => {
  test("pushing it twice creates nothing the second time", async () => {
    const report = await pushCatalog();
    expect(report).toEqual({ createdPrices: [], keptPrices: 27 });
  });

  test("that lacks a plan somebody is on is not pushed, and the sentence says how a plan is retired", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    const turn = (plan: string) =>
      withPlatform((db) =>
        db.execute(sql`update platform.billing_subscriptions set plan = ${plan} where stripe_id = ${id}`),
      );
    await turn("legacy");
    await expect(pushCatalog()).rejects.toThrow(/on the plan "legacy".*isSold: false/);
    await turn("professional");
    await expect(pushCatalog()).resolves.toMatchObject({ createdPrices: [] });
  });

  test("a price that somebody changed at Stripe is replaced, and the old one still resolves", async () => {
    const key = "starter_base_quarterly";
    const [old] = (await billing.dashboard.prices.list({ lookup_keys: [key] })).data;
    await billing.dashboard.prices.create({
      product: "plan_starter",
      currency: "usd",
      unit_amount: 1,
      recurring: { interval: "month", interval_count: 3 },
      lookup_key: key,
      transfer_lookup_key: true,
    });
    expect((await pushCatalog()).createdPrices).toEqual([key]);
    const rows = await withPlatform((db) =>
      db
        .select()
        .from(planPrices)
        .where(
          and(
            eq(planPrices.plan, "starter"),
            eq(planPrices.kind, "base"),
            eq(planPrices.interval, "quarterly"),
          ),
        ),
    );
    expect(rows.find(({ stripePriceId }) => stripePriceId === old?.id)).toMatchObject({ isActive: false });
    expect(rows.filter(({ isActive }) => isActive)).toHaveLength(1);
  });
});

import { and, eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planPrices } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { pushCatalog } from "@/lib/billing/catalog";
import { currencies } from "@/lib/entitlements/currencies";
import { plans } from "@/lib/entitlements/plans";
import { type LocalBilling, payingWorkspace, startLocalBilling, subscribe } from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("the catalog", () => {
  test("pushing it twice creates nothing the second time", async () => {
    const report = await pushCatalog();
    expect(report).toEqual({ createdPrices: [], extendedPrices: [], keptPrices: 27 });
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

  test("every price is sold in every currency, by one price for each plan and interval", async () => {
    const keys = ["professional_base_annual", "professional_seat_monthly", "professional_overage_monthly"];
    const expand = ["data.currency_options"];
    const { data } = await billing.dashboard.prices.list({ lookup_keys: keys, expand });
    expect(data).toHaveLength(3);
    for (const { currency, currency_options: options } of data) {
      expect(currency).toBe("usd");
      expect(Object.keys(options ?? {}).toSorted()).toEqual([...currencies].toSorted());
    }
    const annual = data.find(({ lookup_key }) => lookup_key === "professional_base_annual");
    for (const each of currencies)
      expect(annual?.currency_options?.[each]?.unit_amount).toBe(plans.professional.price[each].annual);
    const metered = data.find(({ lookup_key }) => lookup_key === "professional_overage_monthly");
    const { currency_options: tiered } = await billing.dashboard.prices.retrieve(metered?.id ?? "", {
      expand: ["currency_options.jpy.tiers"],
    });
    const [free, paid] = tiered?.jpy?.tiers ?? [];
    expect([free?.up_to, free?.unit_amount, String(paid?.unit_amount_decimal)]).toEqual([
      500_000,
      0,
      "0.045",
    ]);
  });

  test("a price that was sold in dollars alone stays, takes the other currencies, and who is on it notices nothing", async () => {
    const key = "business_base_monthly";
    const [whole] = (await billing.dashboard.prices.list({ lookup_keys: [key] })).data;
    const { id } = await billing.dashboard.prices.create({
      product: "plan_business",
      currency: "usd",
      unit_amount: whole?.unit_amount ?? 0,
      tax_behavior: "exclusive",
      recurring: { interval: "month" },
      lookup_key: key,
      transfer_lookup_key: true,
    });
    const acme = await payingWorkspace();
    const sold = await subscribe(billing, acme.customerId, { items: [{ price: id }] });
    expect(await pushCatalog()).toMatchObject({ createdPrices: [], extendedPrices: [key] });
    const { currency_options: options } = await billing.dashboard.prices.retrieve(id, {
      expand: ["currency_options"],
    });
    expect(options?.jpy?.unit_amount).toBe(plans.business.price.jpy.monthly);
    const after = await billing.dashboard.subscriptions.retrieve(sold.id);
    expect([after.currency, after.items.data[0]?.price.id]).toEqual(["usd", id]);
    expect(await pushCatalog()).toMatchObject({ createdPrices: [], extendedPrices: [] });
  });

  test("a price whose other currency somebody set to another amount is replaced", async () => {
    const key = "business_seat_monthly";
    await billing.dashboard.prices.create({
      product: "seat_business",
      currency: "usd",
      unit_amount: plans.business.extraSeat?.usd.monthly ?? 0,
      currency_options: { eur: { unit_amount: 1 } },
      tax_behavior: "exclusive",
      recurring: { interval: "month" },
      lookup_key: key,
      transfer_lookup_key: true,
    });
    expect(await pushCatalog()).toMatchObject({ createdPrices: [key], extendedPrices: [] });
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

import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { allPlans } from "@/components/marketing/price";
import { cancelPlan } from "@/lib/billing/changes/cancel-plan";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { purchasablePlans, startCheckoutInput } from "@/lib/billing/schema";
import { entitlementOf, type LocalBilling, startLocalBilling } from "../local-billing";
import { timedWorkspace } from "./timed-workspace";

/** The catalog after Starter was retired. */
vi.mock("@/lib/entitlements/plans", async (original) => {
  const real = await original<typeof import("@/lib/entitlements/plans")>();
  return { ...real, plans: { ...real.plans, starter: { ...real.plans.starter, isSold: false } } };
});

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

const start = "2026-11-01T00:00:00Z";
const half = "2026-11-16T00:00:00Z";
const onStarter = () => timedWorkspace(billing, start, { plan: "starter", extraSeats: 1 });

test("a retired plan is neither shown nor sold", async () => {
  expect(allPlans.map(({ id }) => id)).not.toContain("starter");
  expect(purchasablePlans).toEqual(["professional", "business"]);
  expect(startCheckoutInput.safeParse({ plan: "starter", interval: "monthly" }).success).toBe(false);
  const acme = await timedWorkspace(billing, start);
  const back = acme.preview({ plan: "starter" });
  await expect(back).rejects.toMatchObject({ code: "invalid", fields: { plan: [expect.any(String)] } });
});

test("who has it keeps it: seats change, also by a form that names the plan, and the interval does not", async () => {
  const acme = await onStarter();
  await acme.to(half);
  expect((await acme.change({ plan: "starter", seats: 7 })).outcome).toBe("done");
  expect(await entitlementOf(acme)).toMatchObject({ plan: "starter", extraSeats: 4, access: "full" });
  const yearly = acme.preview({ plan: "starter", interval: "annual" });
  await expect(yearly).rejects.toMatchObject({ code: "invalid", fields: { interval: [expect.any(String)] } });
});

test("who has it leaves it for another plan, or for good", async () => {
  const acme = await onStarter();
  await acme.to(half);
  expect((await acme.change({ plan: "business" })).outcome).toBe("done");
  const other = await onStarter();
  await other.owner.run(cancelPlan, {});
  expect((await other.live()).cancel_at).not.toBeNull();
});

test("an archived seat price still counts more and fewer seats for those who have it", async () => {
  const prices = await findPriceIds("professional", "monthly");
  const acme = await timedWorkspace(billing, start, { extraSeats: 2 });
  await billing.dashboard.prices.update(prices?.seat ?? "", { active: false });
  await acme.to(half);
  expect((await acme.change({ seats: 15 })).outcome).toBe("done");
  expect((await acme.change({ seats: 13 })).outcome).toBe("done");
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", extraSeats: 3 });
  await billing.dashboard.prices.update(prices?.seat ?? "", { active: true });
});

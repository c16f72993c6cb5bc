import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { billingCustomers, entitlements, planGrants } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { effectiveGrant, regrant } from "@/lib/entitlements/grant-plan";
import { clock, minutes } from "@/lib/platform/clock";
import { workspace } from "../support/world";

const now = new Date("2026-11-20T12:00:00Z");
const gift = (fields = {}) => ({ plan: "professional" as const, extraSeats: 2, endsAt: null, ...fields });
const paid = (fields = {}) => ({
  plan: "starter" as const,
  extraSeats: 5,
  access: "full" as const,
  ...fields,
});

describe("what is paid for and what was given", () => {
  test("without a gift only what is paid for counts", () => {
    expect(effectiveGrant(paid(), null, now)).toEqual(paid());
  });

  test("the higher plan counts, and no seat that was paid for is lost to a gift", () => {
    expect(effectiveGrant(paid(), gift(), now)).toEqual({
      plan: "professional",
      extraSeats: 5,
      access: "full",
    });
    const business = paid({ plan: "business", extraSeats: 0 });
    expect(effectiveGrant(business, gift(), now)).toEqual(business);
  });

  test("while a gift holds nobody is locked out over an invoice", () => {
    for (const access of ["restricted", "suspended"]) {
      expect(effectiveGrant(paid({ plan: "business", access }), gift(), now)).toEqual({
        plan: "professional",
        extraSeats: 2,
        access: "full",
      });
    }
  });

  test("a gift ends to the millisecond", () => {
    expect(effectiveGrant(paid(), gift({ endsAt: new Date(now.getTime() + 1) }), now).plan).toBe(
      "professional",
    );
    expect(effectiveGrant(paid(), gift({ endsAt: now }), now)).toEqual(paid());
  });
});

describe("granting again", () => {
  test("reads both, writes the better and says whether anything changed", async () => {
    const acme = await workspace({ plan: "free" });
    const tenantId = acme.id;
    await withPlatform(async (db) => {
      expect(await regrant(db, tenantId)).toBe(false);
      await db
        .insert(billingCustomers)
        .values({ tenantId, stripeCustomerId: "cus_1", grantedPlan: "starter" });
      expect(await regrant(db, tenantId)).toBe(true);
      const values = { tenantId, plan: "business", reason: "partner", grantedBy: "op" } as const;
      await db.insert(planGrants).values({ ...values, endsAt: clock.in(minutes(1)) });
      expect(await regrant(db, tenantId)).toBe(true);
      expect(await planOf(db, tenantId)).toBe("business");
      await db.update(planGrants).set({ endsAt: clock.now() });
      expect(await regrant(db, tenantId)).toBe(true);
      expect(await regrant(db, tenantId)).toBe(false);
      expect(await planOf(db, tenantId)).toBe("starter");
    });
  });
});

async function planOf(db: PlatformDb, tenantId: string) {
  const [row] = await db.select().from(entitlements).where(eq(entitlements.tenantId, tenantId));
  return row?.plan;
}

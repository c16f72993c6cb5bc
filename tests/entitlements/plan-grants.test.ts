import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { entitlements } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { effectiveGrant, regrant, setGrant } from "@/lib/entitlements/plan-grants";
import { clock, minutes } from "@/lib/platform/clock";
import { workspace } from "../support/world";

const now = new Date("2026-11-20T12:00:00Z");
const given = (fields = {}) => ({ plan: "professional" as const, extraSeats: 2, endsAt: null, ...fields });
const paid = (fields = {}) => ({
  plan: "starter" as const,
  extraSeats: 5,
  access: "full" as const,
  ...fields,
});

describe("what is paid for and what was given", () => {
  test("without a grant of an operator only what is paid for counts", () => {
    expect(effectiveGrant(paid(), null, now)).toEqual(paid());
  });

  test("the higher plan counts, and no seat that was paid for is lost to what was given", () => {
    expect(effectiveGrant(paid(), given(), now)).toEqual({
      plan: "professional",
      extraSeats: 5,
      access: "full",
    });
    const business = paid({ plan: "business", extraSeats: 0 });
    expect(effectiveGrant(business, given(), now)).toEqual(business);
  });

  test("while a grant of an operator holds nobody is locked out over an invoice", () => {
    for (const access of ["restricted", "suspended"]) {
      expect(effectiveGrant(paid({ plan: "business", access }), given(), now)).toEqual({
        plan: "professional",
        extraSeats: 2,
        access: "full",
      });
    }
  });

  test("what was given ends to the millisecond", () => {
    expect(effectiveGrant(paid(), given({ endsAt: new Date(now.getTime() + 1) }), now).plan).toBe(
      "professional",
    );
    expect(effectiveGrant(paid(), given({ endsAt: now }), now)).toEqual(paid());
  });
});

describe("granting again", () => {
  test("reads both, writes the better and says whether anything changed", async () => {
    const acme = await workspace({ plan: "free" });
    const tenantId = acme.id;
    await withPlatform(async (db) => {
      expect(await regrant(db, tenantId)).toBe(false);
      await setGrant(db, tenantId, "subscription", { plan: "starter" });
      expect(await regrant(db, tenantId)).toBe(true);
      const given = {
        plan: "business",
        reason: "partner",
        grantedBy: "op",
        endsAt: clock.in(minutes(1)),
      } as const;
      await setGrant(db, tenantId, "operator", given);
      expect(await regrant(db, tenantId)).toBe(true);
      expect(await planOf(db, tenantId)).toBe("business");
      await setGrant(db, tenantId, "operator", { ...given, endsAt: clock.now() });
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

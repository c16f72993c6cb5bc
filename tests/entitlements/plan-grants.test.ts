import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { entitlements, planGrants } from "@/db/schema/platform";
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

describe("two sources that give at the same moment", () => {
  const both = {
    operator: { plan: "business", reason: "partner", grantedBy: "op" },
    subscription: { plan: "starter" },
  } as const;

  test.each([
    ["operator", "subscription"],
    ["subscription", "operator"],
  ] as const)("%s first, both count once both are kept", async (first, second) => {
    const { id: tenantId } = await workspace({ plan: "free" });
    const give = async (db: PlatformDb, source: "operator" | "subscription") => {
      await setGrant(db, tenantId, source, both[source]);
      await regrant(db, tenantId);
    };
    let later: Promise<void> | undefined;
    await withPlatform(async (db) => {
      await give(db, first);
      later = withPlatform((other) => give(other, second));
      await untilSomebodyWaits(db);
    });
    await later;
    expect(await withPlatform((db) => planOf(db, tenantId))).toBe("business");
  });

  test("what ends takes nothing from what is bought meanwhile", async () => {
    const { id: tenantId } = await workspace({ plan: "free" });
    await withPlatform(async (db) => {
      await setGrant(db, tenantId, "subscription", { plan: "starter" });
      await setGrant(db, tenantId, "operator", both.operator);
      await regrant(db, tenantId);
    });
    let later: Promise<void> | undefined;
    await withPlatform(async (db) => {
      await setGrant(db, tenantId, "subscription", { plan: "enterprise" });
      await regrant(db, tenantId);
      later = withPlatform(async (other) => {
        await other.delete(planGrants).where(ofOperator(tenantId));
        await regrant(other, tenantId);
      });
      await untilSomebodyWaits(db);
    });
    await later;
    expect(await withPlatform((db) => planOf(db, tenantId))).toBe("enterprise");
  });
});

const ofOperator = (tenantId: string) =>
  and(eq(planGrants.tenantId, tenantId), eq(planGrants.source, "operator"));

/** Until another transaction waits for a lock that this one holds. */
async function untilSomebodyWaits(db: PlatformDb): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await db.execute(
        sql`select from pg_locks where not granted and pid <> pg_backend_pid() and pg_backend_pid() = any (pg_blocking_pids(pid))`,
      );
      return rows.length;
    })
    .toBeGreaterThan(0);
}

async function planOf(db: PlatformDb, tenantId: string) {
  const [row] = await db.select().from(entitlements).where(eq(entitlements.tenantId, tenantId));
  return row?.plan;
}

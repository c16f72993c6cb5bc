import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { entitlementOverrides, entitlements } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { check } from "@/lib/entitlements/check";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import type { Feature } from "@/lib/entitlements/features";
import { inviteMember } from "@/lib/members/invite-member";
import { invalidate } from "@/lib/platform/cache";
import { clock, days } from "@/lib/platform/clock";
import { createProject } from "@/lib/projects/create-project";
import { ingest } from "@/lib/usage/record-usage";
import { workspace } from "../support/world";
import { event, totals } from "../usage/support";

const consume = { consume: true };

describe("a hard limit", () => {
  test("of sixteen at once near the limit exactly as many are admitted as fit", async () => {
    const { id } = await workspace({ plan: "free" });
    await check(id, "apiCalls", { ...consume, amount: 993 });
    const tries = await Promise.all(Array.from({ length: 64 }, () => check(id, "apiCalls", consume)));
    expect(tries.filter(({ allowed }) => allowed)).toHaveLength(7);
    expect(tries.find(({ allowed }) => !allowed)).toMatchObject({
      ...{ reason: "limit_reached", limit: 1_000, used: 1_000, remaining: 0, overage: 0, warnAt: 100 },
    });
    expect(await totals(id)).toMatchObject({ sum: "1000" });
  });

  test("what is refused consumes nothing, and a smaller wish still fits", async () => {
    const { id } = await workspace({ plan: "free" });
    await check(id, "apiCalls", { ...consume, amount: 990 });
    expect(await check(id, "apiCalls", { ...consume, amount: 11 })).toMatchObject({
      allowed: false,
      used: 990,
    });
    expect(await check(id, "apiCalls", { ...consume, amount: 10 })).toMatchObject({
      allowed: true,
      used: 1_000,
    });
  });

  test("one key consumes once, even where the limit is reached meanwhile, and sixteen times at once", async () => {
    const { id } = await workspace({ plan: "free" });
    const once = { ...consume, amount: 1_000, idempotencyKey: "request-1" };
    const tries = await Promise.all(Array.from({ length: 16 }, () => check(id, "apiCalls", once)));
    expect(tries.every(({ allowed }) => allowed)).toBe(true);
    expect(await check(id, "apiCalls", once)).toMatchObject({ allowed: true, used: 1_000 });
    expect(await check(id, "apiCalls", consume)).toMatchObject({ allowed: false });
    expect(await totals(id)).toMatchObject({ count: "1", sum: "1000" });
  });

  test("begins anew with the month", async () => {
    const { id } = await workspace({ plan: "free" });
    const at = new Date("2026-01-31T23:59:59Z");
    const full = await check(id, "apiCalls", { ...consume, amount: 1_000, at });
    expect(full).toMatchObject({ allowed: true, resetAt: new Date("2026-02-01T00:00:00Z") });
    expect(await check(id, "apiCalls", { ...consume, at })).toMatchObject({ allowed: false });
    const later = new Date("2026-02-01T00:00:00Z");
    expect(await check(id, "apiCalls", { ...consume, at: later })).toMatchObject({ allowed: true, used: 1 });
  });

  test("of storage counts what is measured", async () => {
    const { id } = await workspace({ plan: "free" });
    const measured = (value: string) =>
      ingest(id, [{ ...event({ id: value, metric: "storage", value }), source: "$storage" }]);
    await measured("900000000");
    expect(await check(id, "storage", { amount: 50_000_000 })).toMatchObject({ allowed: true, warnAt: 80 });
    expect(await check(id, "storage", { amount: 200_000_000 })).toMatchObject({
      allowed: false,
      reason: "limit_reached",
    });
    await measured("1200000000");
    expect(await check(id, "storage", { amount: 0 })).toMatchObject({ allowed: false, overage: 200_000_000 });
  });
});

describe("a soft limit", () => {
  test("lets everything in, says what is over, and warns at 80 and 100 percent", async () => {
    const { id } = await workspace({ plan: "starter" });
    const use = (amount: number) => check(id, "apiCalls", { ...consume, amount });
    expect(await use(39_999)).toMatchObject({ reason: "ok", remaining: 10_001 });
    expect(await use(1)).toMatchObject({ reason: "ok", warnAt: 80 });
    expect(await use(10_000)).toMatchObject({ reason: "ok", warnAt: 100, remaining: 0 });
    expect(await use(500)).toMatchObject({ allowed: true, reason: "soft_over", overage: 500 });
  });

  test("asking without consuming changes nothing", async () => {
    const { id } = await workspace({ plan: "starter" });
    await check(id, "apiCalls", { amount: 10 });
    expect(await check(id, "apiCalls")).toMatchObject({ allowed: true, used: 0 });
  });
});

describe("what is counted", () => {
  test("is the rows themselves", async () => {
    const acme = await workspace({ plan: "free" });
    expect(await check(acme.id, "projects")).toMatchObject({ allowed: true, used: 0, limit: 2 });
    for (const name of ["One", "Two"]) await acme.owner.run(createProject, { name });
    expect(await check(acme.id, "projects")).toMatchObject({
      allowed: false,
      reason: "limit_reached",
      remaining: 0,
    });
    expect(await check(acme.id, "customDomains")).toMatchObject({
      allowed: false,
      reason: "feature_not_in_plan",
    });
  });
});

describe("an exception", () => {
  test("wins over the plan, for the check and for the command alike", async () => {
    const acme = await workspace({ plan: "free" });
    await override(acme.id, "projects", 3);
    for (const name of ["One", "Two", "Three"]) await acme.owner.run(createProject, { name });
    await expect(acme.owner.run(createProject, { name: "Four" })).rejects.toMatchObject({
      code: "limit_exceeded",
    });
    expect(await check(acme.id, "projects")).toMatchObject({ limit: 3, allowed: false });
  });

  test("of seats lets as many more in", async () => {
    const acme = await workspace({ plan: "free" });
    await override(acme.id, "seats", "unlimited");
    expect(await acme.owner.run(inviteMember, { emails: "one@example.com", role: "member" })).toMatchObject({
      ok: true,
    });
  });

  test("ends when it is said to", async () => {
    const { id } = await workspace({ plan: "free" });
    await override(id, "apiCalls", 5, clock.in(days(1)));
    expect(await check(id, "apiCalls")).toMatchObject({ limit: 5 });
    expect(await check(id, "apiCalls", { at: clock.in(days(2)) })).toMatchObject({ limit: 1_000 });
  });

  test("opens and closes what a plan includes", async () => {
    const { id } = await workspace({ plan: "business" });
    expect(await check(id, "prioritySupport")).toMatchObject({ allowed: true });
    await override(id, "prioritySupport", false);
    expect(await check(id, "prioritySupport")).toMatchObject({
      allowed: false,
      reason: "feature_not_in_plan",
    });
  });
});

describe("access", () => {
  const verdicts = async (id: string) => {
    const asked: Feature[] = ["projects", "apiCalls", "storage", "prioritySupport", "billing", "export"];
    return Object.fromEntries(
      await Promise.all(asked.map(async (feature) => [feature, (await check(id, feature)).reason] as const)),
    );
  };

  test("restricted closes what changes something, suspended everything but the way out", async () => {
    const { id } = await workspace({ plan: "professional" });
    await setAccess(id, "restricted");
    expect(await verdicts(id)).toEqual({
      ...{ projects: "restricted", apiCalls: "ok", storage: "restricted" },
      ...{ prioritySupport: "ok", billing: "ok", export: "ok" },
    });
    await setAccess(id, "suspended");
    expect(await verdicts(id)).toEqual({
      ...{ projects: "suspended", apiCalls: "suspended", storage: "suspended" },
      ...{ prioritySupport: "suspended", billing: "ok", export: "ok" },
    });
  });

  test("an unknown feature is a mistake of whoever asks", async () => {
    const { id } = await workspace();
    await expect(check(id, "teleportation" as Feature)).rejects.toThrow("no feature");
  });
});

async function override(
  tenantId: string,
  feature: Feature,
  value: number | "unlimited" | boolean,
  endsAt?: Date,
) {
  await withPlatform((db) =>
    db
      .insert(entitlementOverrides)
      .values({ tenantId, feature, value, endsAt, reason: "a test", createdBy: "operator" }),
  );
  await invalidate(entitlementKey(tenantId));
}

async function setAccess(tenantId: string, access: "restricted" | "suspended") {
  await withPlatform((db) =>
    db
      .update(entitlements)
      .set({ access })
      .where(and(eq(entitlements.tenantId, tenantId))),
  );
  await invalidate(entitlementKey(tenantId));
}

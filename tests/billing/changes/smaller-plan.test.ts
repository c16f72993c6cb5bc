import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { projects } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { cancelScheduledChange } from "@/lib/billing/changes/cancel-scheduled-change";
import { setOverride } from "@/lib/billing/operators/overrides";
import { getBilling } from "@/lib/billing/queries";
import { runOnPlatform } from "@/lib/core/run";
import { listLimits } from "@/lib/entitlements/list-limits";
import { plans } from "@/lib/entitlements/plans";
import { operatorContext } from "@/lib/entry/cli";
import { inviteMember } from "@/lib/members/invite-member";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { archiveProject } from "@/lib/projects/archive-project";
import { entitlementOf, type LocalBilling, startLocalBilling } from "../local-billing";
import { type TimedWorkspace, timedWorkspace } from "./timed-workspace";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => clock.reset());

const start = "2026-11-01T00:00:00Z";
const half = "2026-11-16T00:00:00Z";

describe("a smaller plan", () => {
  test("waits for the end of the period that is paid for, then is charged as the preview said", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.to(half);
    const { preview, outcome } = await acme.change({ plan: "starter" });
    expect(outcome).toBe("scheduled");
    expect(preview).toMatchObject({
      effectiveMode: "period_end",
      dueNow: 0,
      effectiveAt: new Date("2026-12-01T00:00:00Z"),
      renewal: { amount: 2900 },
      isRenewalDiscounted: false,
    });
    expect(await subscriptionOf(acme)).toMatchObject({
      planId: "professional",
      scheduledChange: { plan: "starter", interval: "monthly", extraSeats: 0 },
      scheduledFor: new Date("2026-12-01T00:00:00Z"),
    });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 2900, status: "paid" });
    expect(await entitlementOf(acme)).toMatchObject({ plan: "starter" });
  });

  test("tells what it has no room for, and so leaves to be read: not what is archived already", async () => {
    const acme = await timedWorkspace(billing, start);
    const limit = 10;
    expect(await acme.preview({ plan: "starter" })).toMatchObject({ beyond: [] });
    const made = await insertProjects(acme, limit + 3);
    for (const id of made.slice(0, 1)) await acme.owner.run(archiveProject, { id });
    expect(await acme.preview({ plan: "starter" })).toMatchObject({
      beyond: [{ feature: "projects", total: 2, limit }],
    });
    expect(await acme.preview({ plan: "business" })).toMatchObject({ beyond: [] });
    await runOnPlatform(setOverride, operatorContext(), {
      ...{ slug: acme.slug, feature: "projects", value: 12, reason: "Agreed" },
    });
    expect(await acme.preview({ plan: "starter" })).toMatchObject({ beyond: [] });
  });

  test("at the end of a year begins the months on that day", async () => {
    const acme = await timedWorkspace(billing, start, { interval: "annual" });
    const { outcome } = await acme.change({ interval: "monthly" });
    expect(outcome).toBe("scheduled");
    await acme.to("2027-11-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 9900, status: "paid" });
    expect(await subscriptionOf(acme)).toMatchObject({
      interval: "monthly",
      periodEnd: new Date("2027-12-01T00:00:00Z"),
    });
  });

  test("keeps the discount over the end of the period", async () => {
    const coupon = await billing.dashboard.coupons.create({ percent_off: 20, duration: "forever" });
    const acme = await timedWorkspace(billing, start, {}, { discounts: [{ coupon: coupon.id }] });
    const { preview } = await acme.change({ plan: "starter" });
    expect(preview.renewal.amount).toBe(2320);
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 2320 });
  });

  test("can be withdrawn, and then nothing happens on that day", async () => {
    const acme = await timedWorkspace(billing, start);
    await acme.change({ plan: "starter" });
    await acme.owner.run(cancelScheduledChange, {});
    expect(await subscriptionOf(acme)).toMatchObject({ scheduledChange: null });
    await acme.to("2026-12-01T02:00:00Z");
    expect(await acme.latestInvoice()).toMatchObject({ total: 9900 });
  });

  test("holds invitations to what it leaves room for, until it is withdrawn", async () => {
    const acme = await timedWorkspace(billing, start);
    const invite = (n: number) =>
      acme.owner.run(inviteMember, { emails: `ahead-${n}@example.com`, role: "member" });
    await acme.change({ plan: "starter" });
    const { seats } = await acme.owner.ask(listLimits, {});
    for (let used = seats.used; used < plans.starter.seats; used++) await invite(used);
    await expect(invite(98)).rejects.toMatchObject({
      code: "limit_exceeded",
      message: expect.stringContaining("scheduled change to Starter leaves room for"),
    });
    await acme.owner.run(cancelScheduledChange, {});
    await expect(invite(99)).resolves.toMatchObject({ ok: true });
  });

  test("that is decided anew takes the place of what was decided before", async () => {
    const acme = await timedWorkspace(billing, start, { plan: "business" });
    await acme.change({ plan: "starter" });
    const { preview } = await acme.change({ plan: "professional" });
    expect(preview.replaces).toMatchObject({ plan: "starter" });
    expect(await subscriptionOf(acme)).toMatchObject({ scheduledChange: { plan: "professional" } });
  });
});

async function insertProjects(acme: TimedWorkspace, total: number): Promise<string[]> {
  const rows = Array.from({ length: total }, (_, n) => ({ id: newId("prj"), name: `Project ${n}` }));
  const own = { tenantId: acme.id, createdBy: acme.owner.userId };
  await withTenant(acme.id, (db) => db.insert(projects).values(rows.map((row) => ({ ...own, ...row }))));
  return rows.map(({ id }) => id);
}

const subscriptionOf = async (acme: TimedWorkspace) => (await acme.owner.ask(getBilling, {})).subscription;

import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingInvoices, billingSubscriptions, billingSync, planGrants } from "@/db/schema/platform";
import { withPlatform, withWorkspace } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { applySnapshot } from "@/lib/billing/sync/apply";
import { effectsJob } from "@/lib/billing/sync/effects";
import { claim } from "@/lib/billing/sync/lease";
import { drain, syncNow } from "@/lib/billing/sync/sync";
import { queuedMail } from "../members/queued-mail";
import { workspace } from "../support/world";
import {
  entitlementOf,
  everythingOf,
  type LocalBilling,
  letLeaseExpire,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("becoming a customer", () => {
  test("a paid subscription raises the entitlement, writes history and mails the payers once", async () => {
    const acme = await payingWorkspace();
    const before = await entitlementOf(acme);
    await subscribe(billing, acme.customerId, { extraSeats: 2 });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({
      plan: "professional",
      extraSeats: 2,
      access: "full",
      version: (before?.version ?? 0) + 1,
    });
    const { items } = await acme.owner.ask(listEvents, {});
    expect(
      items
        .filter(({ actorKind }) => actorKind === "stripe")
        .map(({ type }) => type)
        .toSorted(),
    ).toEqual(["invoice.issued", "invoice.paid", "subscription.activated"]);
    await Promise.all([effectsJob.run({}), effectsJob.run({})]);
    for (const payer of [acme.owner, acme.billing]) {
      expect(await queuedMail(payer.email)).toMatchObject([
        { props: { notice: "activated", facts: { planName: "Professional", price: "$123.00 a month" } } },
        { props: { notice: "paid", facts: { amount: "$123.00" } } },
      ]);
    }
    expect(await queuedMail(acme.admin.email)).toEqual([]);
  });

  test("invoice numbers are ours, rise within their month and leave no gap", async () => {
    const [first, second] = [await payingWorkspace(), await payingWorkspace()];
    for (const { customerId } of [first, second]) await subscribe(billing, customerId);
    await billing.settle();
    const numbers = await withPlatform((db) =>
      db.select({ number: billingInvoices.number }).from(billingInvoices).orderBy(billingInvoices.number),
    );
    const month = new Date().toISOString().slice(0, 7).replace("-", "");
    expect(numbers.map(({ number }) => number)).toEqual(
      numbers.map((_, index) => `INV-${month}-${String(index + 1).padStart(6, "0")}`),
    );
  });

  test("a grant of an operator holds beside what is paid for, and the better of the two counts", async () => {
    const acme = await payingWorkspace();
    const grant = {
      tenantId: acme.id,
      source: "operator",
      plan: "business",
      reason: "partner",
      grantedBy: "op",
    } as const;
    await withPlatform((db) => db.insert(planGrants).values(grant));
    await subscribe(billing, acme.customerId, { extraSeats: 2 });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "business", extraSeats: 2, access: "full" });
  });

  test("what was granted past billing stays until billing has something new to grant", async () => {
    const acme = await payingWorkspace();
    await withPlatform((db) =>
      db.execute(sql`update platform.entitlements set plan = 'enterprise' where tenant_id = ${acme.id}`),
    );
    await syncNow(acme.customerId);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "enterprise" });
  });
});

describe("whatever the deliveries do", () => {
  test("doubled, shuffled and replayed, they end in one state and tell it once", async () => {
    const acme = await payingWorkspace();
    const control = billing.local.emulator.control;
    control.setWebhooks({ mode: "hold" });
    const { id } = await subscribe(billing, acme.customerId);
    await billing.dashboard.subscriptions.update(id, { cancel_at: "max_period_end" });
    await billing.dashboard.subscriptions.update(id, { cancel_at: "" });
    const held = control.deliveries().filter(({ status }) => status === "held");
    control.setWebhooks({ mode: "deliver" });
    await billing.settle();
    const settled = await everythingOf(acme);
    expect(held.length).toBeGreaterThan(5);
    for (const { id: delivery } of [...held, ...held.toReversed(), ...held.toSorted(byChance)]) {
      await control.replay(delivery);
    }
    await billing.settle();
    await syncNow(acme.customerId);
    expect(await everythingOf(acme)).toEqual(settled);
  });

  test("each order of arrival alone gives the same state", async () => {
    const control = billing.local.emulator.control;
    for (const order of ["newest first", "by chance"]) {
      const acme = await payingWorkspace();
      await billing.settle();
      control.setWebhooks({ mode: "hold" });
      await subscribe(billing, acme.customerId);
      const held = control.deliveries().filter(({ status }) => status === "held");
      for (const { id } of order === "by chance" ? held.toSorted(byChance) : held) {
        await control.replay(id);
        await syncNow(acme.customerId);
      }
      control.setWebhooks({ mode: "deliver" });
      expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", version: 2 });
      await billing.settle();
    }
  });

  test("an event that arrives while its customer is being read is not lost", async () => {
    const acme = await payingWorkspace();
    await syncNow(acme.customerId);
    const [lease] = await claim({ customerId: acme.customerId });
    if (!lease) throw new Error("nothing to claim");
    const snapshot = await fetchSnapshot(acme.customerId);
    await subscribe(billing, acme.customerId);
    await billing.local.emulator.drain();
    expect(await applySnapshot(lease, snapshot)).toBe("applied");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
    await makeDue(acme.customerId);
    expect(await drain()).toEqual(["applied"]);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  });

  test("a lease keeps a second worker out until it expires", async () => {
    const acme = await payingWorkspace();
    await syncNow(acme.customerId);
    expect(await claim({ customerId: acme.customerId })).toHaveLength(1);
    expect(await claim({ customerId: acme.customerId })).toEqual([]);
    await letLeaseExpire(acme.customerId);
    expect(await claim({ customerId: acme.customerId })).toHaveLength(1);
  });
});

describe("what must not happen", () => {
  test("a subscription that ended never comes back to life", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.dashboard.subscriptions.cancel(id);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
    const revive = withPlatform((db) =>
      db.update(billingSubscriptions).set({ status: "active" }).where(eq(billingSubscriptions.stripeId, id)),
    );
    await expect(revive).rejects.toMatchObject({ cause: { message: expect.stringContaining("has ended") } });
  });

  test("a second subscription grants nothing, loses nothing and is kept in sight", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { extraSeats: 3 });
    await billing.settle();
    await subscribe(billing, acme.customerId);
    expect(await billing.settle()).not.toContain("failed");
    const rows = await withPlatform((db) =>
      db.select().from(billingSubscriptions).where(eq(billingSubscriptions.tenantId, acme.id)),
    );
    expect(rows.map(({ isDuplicate }) => isDuplicate).toSorted()).toEqual([false, true]);
  });

  test("a subscription that stood back for another is not welcomed a second time", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    billing.local.emulator.control.advance({ days: 1 });
    const newer = await subscribe(billing, acme.customerId);
    await billing.settle();
    await billing.dashboard.subscriptions.cancel(newer.id);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
    const { items } = await acme.owner.ask(listEvents, { noun: "subscription" });
    expect(items.map(({ type }) => type).toReversed()).toEqual([
      "subscription.activated",
      "subscription.activated",
      "subscription.duplicated",
      "subscription.canceled",
    ]);
  });
});

test("another tenant's rows do not exist for a tenant", async () => {
  const [acme, globex] = [await payingWorkspace(), await workspace()];
  await subscribe(billing, acme.customerId);
  await billing.settle();
  const seen = await withWorkspace(globex.id, (db) => db.select().from(billingSubscriptions));
  expect(seen).toEqual([]);
  const inbox = withWorkspace(acme.id, (db) => db.select().from(billingSync));
  await expect(inbox).rejects.toMatchObject({ cause: { code: "42501" } });
});

const byChance = () => Math.random() - 0.5;

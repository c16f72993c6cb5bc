import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingDrift, billingInvoices, billingRecovery, billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listDrift } from "@/lib/billing/operators/accounts";
import { recoverEvents } from "@/lib/billing/sync/recover-events";
import { sweepCustomer, sweepJob } from "@/lib/billing/sync/sweep";
import { drain, syncNow } from "@/lib/billing/sync/sync";
import { runAsOperator } from "@/lib/entry/cli";
import {
  entitlementOf,
  eventsOf,
  everythingOf,
  type LocalBilling,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

/** What happens while nothing of it reaches us. */
async function unheard<T>(work: () => Promise<T>): Promise<T> {
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  const done = await work();
  billing.local.emulator.control.setWebhooks({ mode: "deliver" });
  return done;
}

describe("events that never arrived", () => {
  test("are fetched, kept like delivered ones, and lead to the state they tell of", async () => {
    const acme = await payingWorkspace();
    await billing.settle();
    await unheard(() => subscribe(billing, acme.customerId));
    expect(await recoverEvents()).toBeGreaterThan(3);
    await makeDue(acme.customerId);
    expect(await drain()).toContain("applied");
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect((await eventsOf(acme.customerId)).map(({ type }) => type)).toContain("invoice.paid");
  });

  test("are fetched once; what was fetched or delivered before counts as a duplicate", async () => {
    const acme = await payingWorkspace();
    await unheard(() => subscribe(billing, acme.customerId));
    await recoverEvents();
    await billing.settle();
    await syncNow(acme.customerId);
    const settled = await everythingOf(acme);
    expect(await recoverEvents()).toBe(0);
    await billing.settle();
    expect(await everythingOf(acme)).toEqual(settled);
  });

  test("are searched for from where the last search ended, which is remembered by Stripe's clock", async () => {
    await recoverEvents();
    const [before] = await withPlatform((db) => db.select().from(billingRecovery));
    billing.local.emulator.control.advance({ days: 2 });
    await recoverEvents();
    const [after] = await withPlatform((db) => db.select().from(billingRecovery));
    const passed = (after?.recoveredUntil.getTime() ?? 0) - (before?.recoveredUntil.getTime() ?? 0);
    expect(passed).toBeGreaterThanOrEqual(2 * 86_400_000);
  });

  test("are searched for again where a search did not come to its end", async () => {
    const acme = await payingWorkspace();
    await unheard(() => subscribe(billing, acme.customerId));
    const [before] = await withPlatform((db) => db.select().from(billingRecovery));
    billing.local.emulator.control.setFaults([{ match: "GET /v1/events", action: "500" }]);
    await expect(recoverEvents()).rejects.toMatchObject({ code: "unavailable" });
    billing.local.emulator.control.setFaults([]);
    expect(await withPlatform((db) => db.select().from(billingRecovery))).toEqual([before]);
    expect(await recoverEvents()).toBeGreaterThan(3);
  });
});

describe("the nightly sweep", () => {
  test("finds nothing where every delivery arrived", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId, { extraSeats: 1 });
    await billing.settle();
    await syncNow(acme.customerId);
    const settled = await everythingOf(acme);
    expect(await sweepCustomer(acme.customerId)).toBe("applied");
    expect(await driftOf(acme.id)).toEqual([]);
    expect(await everythingOf(acme)).toEqual(settled);
  });

  test("names every field that differs, and repairs it", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    await syncNow(acme.customerId);
    const settled = await subscriptionOf(id);
    await withPlatform((db) =>
      db
        .update(billingSubscriptions)
        .set({ extraSeats: 7, amount: 1 })
        .where(eq(billingSubscriptions.stripeId, id)),
    );
    await withPlatform((db) => db.delete(billingInvoices).where(eq(billingInvoices.tenantId, acme.id)));
    await sweepJob.run({});
    const found = (await driftOf(acme.id)).map(({ objectId, field, local, remote }) => [
      objectId,
      field,
      local,
      field === "row" ? "…" : remote,
    ]);
    expect(found).toHaveLength(3);
    expect(found).toEqual(
      expect.arrayContaining([
        [id, "extraSeats", 7, 0],
        [id, "amount", 1, 9_900],
        [settled?.latestInvoiceId, "row", null, "…"],
      ]),
    );
    expect(await subscriptionOf(id)).toMatchObject({ extraSeats: 0, amount: 9_900 });
    expect((await runAsOperator(listDrift, {})).map(({ slug }) => slug)).toContain(acme.slug);
  });

  test("calls what it finds drift only where no event announced it", async () => {
    const acme = await payingWorkspace();
    await billing.settle();
    await syncNow(acme.customerId);
    await subscribe(billing, acme.customerId);
    await billing.local.emulator.drain();
    expect(await sweepCustomer(acme.customerId)).toBe("applied");
    expect(await driftOf(acme.id)).toEqual([]);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  });

  test("repairs what was lost altogether: no event, no row", async () => {
    const acme = await payingWorkspace();
    await billing.settle();
    await syncNow(acme.customerId);
    const { id } = await unheard(() => subscribe(billing, acme.customerId));
    await sweepJob.run({});
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect((await driftOf(acme.id)).map(({ objectId }) => objectId)).toContain(id);
  });
});

const driftOf = (tenantId: string) =>
  withPlatform((db) => db.select().from(billingDrift).where(eq(billingDrift.tenantId, tenantId)));

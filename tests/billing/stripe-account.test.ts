import { eq } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { billingInvoices, billingStripeAccount, planPrices } from "@/db/schema/platform";
import { type WorkspaceDb, withPlatform, withWorkspace } from "@/db/tenant";
import { listEvents } from "@/lib/audit/queries";
import { pushCatalog } from "@/lib/billing/catalog";
import { findPauseEnd, keepPauseEnd } from "@/lib/billing/changes/pause-end";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { startAfresh } from "@/lib/billing/operators/start-afresh";
import { getBilling, listInvoices } from "@/lib/billing/queries";
import { assertSameStripe } from "@/lib/billing/stripe-account";
import { runOnPlatform } from "@/lib/core/run";
import { operatorContext } from "@/lib/entry/cli";
import { wrongSums } from "./identity/identity";
import {
  entitlementOf,
  everythingOf,
  type LocalBilling,
  payingWorkspace,
  startLocalBilling,
  subscribe,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
beforeEach(() => assertSameStripe());
afterEach(async () => {
  billing.local.emulator.control.setFaults([]);
  await withPlatform((db) => db.update(billingStripeAccount).set({ accountId: "acct_local", isLive: false }));
});

/** As if everything had been made with the key of another account, or in the other mode. */
async function elsewhere(change: { accountId?: string | null; isLive?: boolean }): Promise<void> {
  await withPlatform((db) => db.update(billingStripeAccount).set({ keyHash: "of another key", ...change }));
}
const homes = () => withPlatform((db) => db.select().from(billingStripeAccount));

describe("a start", () => {
  test("keeps account and mode the first time, and starts again with the same", async () => {
    await assertSameStripe();
    expect(await homes()).toMatchObject([{ accountId: "acct_local", isLive: false }]);
  });

  test.each([
    [
      "another account",
      { accountId: "acct_other" },
      /account acct_local in test mode.*account acct_other in test/,
    ],
    ["another mode of it", { isLive: true }, /in test mode.*acct_local in live mode/],
  ])("with the key of %s is refused, with both named and what to do", async (_, change, named) => {
    await elsewhere(change);
    await expect(assertSameStripe()).rejects.toThrow(named);
    await expect(assertSameStripe()).rejects.toThrow(/billing start-afresh/);
  });

  test("sees another mode also while Stripe is away, and waits with the rest", async () => {
    billing.local.emulator.control.setFaults([{ match: "GET /v1/account", action: "500" }]);
    await elsewhere({ isLive: true });
    await expect(assertSameStripe()).rejects.toThrow(/live mode/);
    await elsewhere({ isLive: false, accountId: "acct_other" });
    await assertSameStripe();
    billing.local.emulator.control.setFaults([]);
    await expect(assertSameStripe()).rejects.toThrow(/acct_other/);
  });

  test("asks nothing of Stripe where the key was compared before", async () => {
    billing.local.emulator.control.setFaults([{ match: "GET /v1/account", action: "conn_reset" }]);
    await withPlatform((db) => db.update(billingStripeAccount).set({ accountId: "acct_unread" }));
    await assertSameStripe();
    expect(await homes()).toMatchObject([{ accountId: "acct_unread" }]);
  });
});

describe("starting afresh", () => {
  test("is refused where the account is the same one", async () => {
    const refused = runOnPlatform(startAfresh, operatorContext(), { isDryRun: false });
    await expect(refused).rejects.toMatchObject({ code: "conflict" });
  });

  test("tried first changes nothing and says what would be forgotten", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    await elsewhere({ accountId: "acct_other" });
    const before = await everythingOf(acme);
    const { customers, subscriptions, prices, keptInvoices } = await runOnPlatform(
      startAfresh,
      operatorContext(),
      {
        isDryRun: true,
      },
    );
    expect(Math.min(customers, subscriptions, prices, keptInvoices)).toBeGreaterThan(0);
    expect(await everythingOf(acme)).toEqual(before);
  });

  test("takes back what was bought, keeps invoices and numbers, and sells again to the same workspace", async () => {
    const acme = await payingWorkspace();
    const { id: subscriptionId } = await subscribe(billing, acme.customerId);
    await billing.settle();
    const invoices = await acme.owner.ask(listInvoices, {});
    const inside = <T>(work: (db: WorkspaceDb) => Promise<T>) => withWorkspace(acme.id, work);
    await inside((db) => keepPauseEnd(db, acme.id, subscriptionId, new Date()));
    await elsewhere({ accountId: "acct_other" });
    await runOnPlatform(startAfresh, operatorContext(), { isDryRun: false });
    expect(await homes()).toMatchObject([{ accountId: "acct_local" }]);
    await assertSameStripe();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free", access: "full" });
    expect(await acme.owner.ask(listInvoices, {})).toEqual(invoices);
    expect(await inside((db) => findPauseEnd(db, acme.id))).toBeNull();
    const { items } = await acme.owner.ask(listEvents, { noun: "billing" });
    expect(items).toMatchObject([{ type: "billing.restarted" }]);
    const sold = await withPlatform((db) =>
      db.select().from(planPrices).where(eq(planPrices.isActive, true)),
    );
    expect(sold).toEqual([]);
    await pushCatalog();
    const { url } = await acme.owner.run(startCheckout, { plan: "starter", interval: "monthly" });
    expect(url).toContain(billing.local.url);
    const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
    expect(data[0]?.customer).not.toBe(acme.customerId);
    expect(await wrongSums(billing.dashboard, acme.id, [acme.customerId])).toEqual([]);
  });

  test("gives up what was still owed, which nobody can pay from here", async () => {
    const acme = await payingWorkspace();
    const send = { collection_method: "send_invoice" as const, days_until_due: 30 };
    await subscribe(billing, acme.customerId, { ...send, default_payment_method: undefined });
    await billing.settle();
    expect((await acme.owner.ask(getBilling, {})).openInvoice).not.toBeNull();
    await elsewhere({ accountId: "acct_other" });
    await runOnPlatform(startAfresh, operatorContext(), { isDryRun: false });
    expect((await acme.owner.ask(getBilling, {})).openInvoice).toBeNull();
    const rows = await withPlatform((db) =>
      db.select().from(billingInvoices).where(eq(billingInvoices.tenantId, acme.id)),
    );
    expect(rows).toMatchObject([{ status: "uncollectible", hostedUrl: null, number: expect.any(String) }]);
    await pushCatalog();
  });
});

describe("a customer that was deleted at Stripe", () => {
  test("is replaced at the next checkout, and what it paid stays", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    await billing.dashboard.customers.del(acme.customerId);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
    await acme.owner.run(startCheckout, { plan: "starter", interval: "monthly" });
    const { data } = await billing.dashboard.checkout.sessions.list({ limit: 1 });
    const customerId = String(data[0]?.customer);
    expect(customerId).not.toBe(acme.customerId);
    await subscribe(billing, customerId);
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect((await acme.owner.ask(listInvoices, {})).items).toHaveLength(2);
    expect(await wrongSums(billing.dashboard, acme.id, [acme.customerId, customerId])).toEqual([]);
  });

  test("without anybody telling us is found out by the checkout that fails, and the next one works", async () => {
    const acme = await payingWorkspace();
    await billing.settle();
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    await billing.dashboard.customers.del(acme.customerId);
    const wanted = { plan: "starter", interval: "annual" } as const;
    await expect(acme.owner.run(startCheckout, wanted)).rejects.toMatchObject({ code: "unavailable" });
    const { url } = await acme.owner.run(startCheckout, wanted);
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    expect(url).toContain(billing.local.url);
  });
});

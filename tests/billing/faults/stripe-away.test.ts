import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { startCheckout } from "@/lib/billing/checkout/start-checkout";
import { findPriceIds } from "@/lib/billing/find-price-ids";
import { cancelAtOnce } from "@/lib/billing/stripe/cancel-at-once";
import { drain, syncNow } from "@/lib/billing/sync/sync";
import { workspace } from "../../support/world";
import {
  entitlementOf,
  type LocalBilling,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  syncStateOf,
} from "../local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
beforeEach(() => billing.local.emulator.control.setFaults([]));

const professional = { plan: "professional", interval: "monthly" } as const;

describe("F5: while Stripe fails", () => {
  test.each(["500", "429", "conn_reset"] as const)(
    "F5: a sync that meets %s waits its turn, and succeeds once it is over",
    async (action) => {
      const acme = await payingWorkspace();
      await subscribe(billing, acme.customerId);
      await billing.local.emulator.drain();
      billing.local.emulator.control.setFaults([{ match: "GET /v1/subscriptions", action }]);
      await makeDue(acme.customerId);
      expect(await drain()).toEqual(["failed"]);
      billing.local.emulator.control.setFaults([]);
      expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
      expect(await syncStateOf(acme.customerId)).toMatchObject({ attempts: 1, status: "live" });
      expect(await drain()).toEqual([]);
      await makeDue(acme.customerId);
      expect(await drain()).toEqual(["applied"]);
      expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    },
  );

  test("F5: a page that breaks off in the midst of a list leaves nothing half known", async () => {
    const acme = await payingWorkspace();
    billing.local.emulator.control.setWebhooks({ mode: "drop" });
    await subscribe(billing, acme.customerId);
    const prices = await findPriceIds("professional", "monthly");
    await Promise.all(Array.from({ length: 101 }, () => endedTrial(acme.customerId, prices?.base)));
    billing.local.emulator.control.setWebhooks({ mode: "deliver" });
    const secondPage = [2, 3, 4].map((nth) => ({
      match: "GET /v1/subscriptions",
      nth,
      action: "conn_reset" as const,
    }));
    billing.local.emulator.control.setFaults(secondPage);
    expect(await syncNow(acme.customerId)).toBe(false);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
    billing.local.emulator.control.setFaults([]);
    expect(await syncNow(acme.customerId)).toBe(true);
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  });
});

describe("F6: when Stripe has done it and the answer is lost", () => {
  test("F6: the customer is created once", async () => {
    dropFirstAnswer("POST /v1/customers");
    const acme = await payingWorkspace({ name: "Lost" });
    const { data } = await billing.dashboard.customers.list({ limit: 100 });
    expect(data.filter(({ metadata }) => metadata.tenant_id === acme.id)).toHaveLength(1);
  });

  test("F6: the checkout is opened once, within one try", async () => {
    const acme = await workspace({ plan: "free" });
    dropFirstAnswer("POST /v1/checkout/sessions");
    const { url } = await acme.owner.run(startCheckout, professional);
    expect(await openSessions(acme.id)).toEqual([url]);
  });

  test("F6: the checkout is opened once, though the process dies and another starts over", async () => {
    const acme = await workspace({ plan: "free" });
    const lost = { match: "POST /v1/checkout/sessions", action: "drop_after_commit" as const };
    billing.local.emulator.control.setFaults([lost]);
    await expect(acme.owner.run(startCheckout, professional)).rejects.toMatchObject({ code: "unavailable" });
    billing.local.emulator.control.setFaults([]);
    const { url } = await acme.owner.run(startCheckout, professional);
    expect(await openSessions(acme.id)).toEqual([url]);
  });

  test("F6: a cancellation whose answer is lost counts as done when it is repeated", async () => {
    const acme = await payingWorkspace();
    const { id } = await subscribe(billing, acme.customerId);
    dropFirstAnswer("DELETE /v1/subscriptions/*");
    await cancelAtOnce(id);
    expect((await billing.dashboard.subscriptions.retrieve(id)).status).toBe("canceled");
  });
});

/** A subscription that is over, to make the list longer than a page. */
async function endedTrial(customer: string, price: string | undefined): Promise<void> {
  const items = [{ price }];
  const { id } = await billing.dashboard.subscriptions.create({ customer, items, trial_period_days: 1 });
  await billing.dashboard.subscriptions.cancel(id);
}

function dropFirstAnswer(match: string): void {
  billing.local.emulator.control.setFaults([{ match, nth: 1, action: "drop_after_commit" }]);
}

async function openSessions(tenantId: string) {
  const { data } = await billing.dashboard.checkout.sessions.list({ limit: 100 });
  const own = data.filter(({ client_reference_id }) => client_reference_id === tenantId);
  return own.map(({ url }) => url);
}

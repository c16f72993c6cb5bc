import { afterAll, beforeAll, expect, test } from "vitest";
import { cancelMistakenJob } from "@/lib/billing/sync/cancel-mistaken";
import { syncNow } from "@/lib/billing/sync/sync";
import { drainJobs } from "@/lib/entry/job";
import {
  entitlementOf,
  type LocalBilling,
  noticesTo,
  payingWorkspace,
  reserve,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

/** Two tabs, two checkouts on different terms: the second replaces the first. */
async function twoCheckouts() {
  const acme = await payingWorkspace();
  const first = await reserve(acme, { interval: "monthly" });
  const second = await reserve(acme, { interval: "annual" });
  expect(second.superseded?.id).toBe(first.intent.id);
  const pay = (intent: { id: string }) =>
    subscribe(billing, acme.customerId, { metadata: { intent_id: intent.id } });
  return { acme, paySuperseded: () => pay(first.intent), payWanted: () => pay(second.intent) };
}

test("paid in both tabs, the subscription of the replaced checkout is undone and the other one stays", async () => {
  const { acme, paySuperseded, payWanted } = await twoCheckouts();
  const wanted = await payWanted();
  await billing.settle();
  const mistaken = await paySuperseded();
  await billing.settle();
  await drainJobs();
  await syncNow(acme.customerId);
  expect((await billing.dashboard.subscriptions.retrieve(mistaken.id)).status).toBe("canceled");
  expect((await billing.dashboard.subscriptions.retrieve(wanted.id)).status).toBe("active");
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", access: "full" });
  const customer = await billing.dashboard.customers.retrieve(acme.customerId);
  expect("balance" in customer && customer.balance).toBe(-9_900);
});

test("whichever arrives first, both told at once, the wanted one counts", async () => {
  const { acme, paySuperseded, payWanted } = await twoCheckouts();
  const wanted = await payWanted();
  const mistaken = await paySuperseded();
  await billing.settle();
  expect(await subscriptionOf(wanted.id)).toMatchObject({ isDuplicate: false });
  expect(await subscriptionOf(mistaken.id)).toMatchObject({ isDuplicate: true });
  expect((await noticesTo(acme.owner.email)).filter((notice) => notice === "activated")).toHaveLength(1);
});

test("a second subscription nobody can explain is reported, and left alone", async () => {
  const acme = await payingWorkspace();
  const first = await subscribe(billing, acme.customerId);
  await billing.settle();
  const second = await subscribe(billing, acme.customerId);
  await billing.settle();
  await drainJobs();
  for (const { id } of [first, second]) {
    expect((await billing.dashboard.subscriptions.retrieve(id)).status).toBe("active");
  }
});

test("undoing a mistake twice undoes it once", async () => {
  const acme = await payingWorkspace();
  const { id: subscriptionId } = await subscribe(billing, acme.customerId);
  const payload = { customerId: acme.customerId, subscriptionId };
  await cancelMistakenJob.run(payload);
  await cancelMistakenJob.run(payload);
  const customer = await billing.dashboard.customers.retrieve(acme.customerId);
  expect("balance" in customer && customer.balance).toBe(-9_900);
});

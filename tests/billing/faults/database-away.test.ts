import { afterAll, beforeAll, expect, test } from "vitest";
import { claim } from "@/lib/billing/sync/lease";
import { drain, syncCustomer, syncNow } from "@/lib/billing/sync/sync";
import {
  entitlementOf,
  eventsOf,
  everythingOf,
  type LocalBilling,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  syncStateOf,
} from "../local-billing";
import { asOwner, blockedSession, whileLocked } from "./database";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

test("F12: while the database takes nothing the answer is 503, and Stripe's next try heals", async () => {
  const acme = await payingWorkspace();
  await billing.settle();
  billing.webhook.answers.length = 0;
  const before = await eventsOf(acme.customerId);
  await asOwner((client) => client.query("alter table platform.stripe_events rename to stripe_events_away"));
  await subscribe(billing, acme.customerId);
  await billing.local.emulator.control.flush();
  await asOwner((client) => client.query("alter table platform.stripe_events_away rename to stripe_events"));
  expect(new Set(billing.webhook.answers)).toEqual(new Set([503]));
  expect(await eventsOf(acme.customerId)).toEqual(before);
  await billing.settle();
  expect(new Set(billing.webhook.answers)).toEqual(new Set([503, 200]));
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
});

test("F13: a connection that breaks amid the writing leaves nothing behind, and the next try writes it all", async () => {
  const acme = await payingWorkspace();
  await syncNow(acme.customerId);
  await subscribe(billing, acme.customerId);
  await billing.local.emulator.drain();
  const before = await everythingOf(acme);
  const [lease] = await claim({ customerId: acme.customerId });
  if (!lease) throw new Error("nothing to claim");
  await whileLocked("billing_outbox", "EXCLUSIVE", async (client) => {
    const writing = syncCustomer(lease);
    await client.query("select pg_terminate_backend($1)", [await blockedSession(client)]);
    expect(await writing).toBe("failed");
  });
  expect(await everythingOf(acme)).toEqual(before);
  expect(await syncStateOf(acme.customerId)).toMatchObject({ attempts: 1, leaseToken: null });
  await makeDue(acme.customerId);
  expect(await drain()).toEqual(["applied"]);
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", version: 2 });
});

import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { listDeadLetters } from "@/lib/billing/operators/accounts";
import { drain, syncNow } from "@/lib/billing/sync/sync";
import { runAsOperator } from "@/lib/entry/cli";
import { workspace } from "../../support/world";
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
import { deliver, eventBody, newEventId } from "./events";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("F10: whose it is", () => {
  test("F10: an unknown customer's event is kept as unmatched and asks nobody", async () => {
    const stranger = await billing.dashboard.customers.create({ email: "stranger@example.com" });
    await billing.local.emulator.drain();
    expect(await eventsOf(stranger.id)).toMatchObject([{ status: "unmatched", type: "customer.created" }]);
    expect(await syncStateOf(stranger.id)).toBeUndefined();
  });

  test("F10: metadata that names another tenant moves nothing there", async () => {
    const [acme, globex] = [await payingWorkspace(), await workspace({ plan: "free", name: "Globex" })];
    const metadata = { tenant_id: globex.id };
    await billing.dashboard.customers.update(acme.customerId, { metadata });
    const { id } = await subscribe(billing, acme.customerId, { metadata });
    await billing.dashboard.subscriptions.update(id, { metadata });
    await billing.settle();
    expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
    expect(await entitlementOf(globex)).toMatchObject({ plan: "free" });
  });

  test("F10: an event that pairs one tenant's subscription with another's customer moves neither", async () => {
    const [acme, globex] = [await payingWorkspace(), await payingWorkspace({ name: "Globex" })];
    const { id } = await subscribe(billing, acme.customerId);
    await billing.settle();
    await syncNow(globex.customerId);
    const [acmeBefore, globexBefore] = [await everythingOf(acme), await everythingOf(globex)];
    const object = {
      id,
      object: "subscription",
      customer: globex.customerId,
      metadata: { tenant_id: globex.id },
    };
    await deliver(billing.webhook.url, eventBody({ id: newEventId(), object }));
    await makeDue(globex.customerId);
    expect(await drain()).toEqual(["applied"]);
    expect([await everythingOf(acme), await everythingOf(globex)]).toEqual([acmeBefore, globexBefore]);
  });

  test("F10: an intent another tenant opened is not fulfilled by this one's subscription", async () => {
    const [acme, globex] = [await payingWorkspace(), await payingWorkspace({ name: "Globex" })];
    const { rows } = await withPlatform((db) =>
      db.execute<{ id: string }>(
        sql`select id from platform.billing_intents where tenant_id = ${globex.id} and kind = 'checkout'`,
      ),
    );
    const before = await everythingOf(globex);
    await subscribe(billing, acme.customerId, { metadata: { intent_id: rows[0]?.id ?? "none" } });
    await billing.settle();
    expect(rows).toHaveLength(1);
    expect(await everythingOf(globex)).toEqual(before);
  });
});

test("F11: what cannot be stored stops its own customer after ten tries; mended, a replay heals it", async () => {
  const [acme, globex] = [await payingWorkspace(), await payingWorkspace()];
  const { id } = await subscribe(billing, acme.customerId);
  const row = { stripeId: id, tenantId: acme.id, status: "canceled", currency: "usd", amount: 0 };
  const over = { ...row, collectionMethod: "send_invoice", startedAt: new Date(), syncedSequence: 0 };
  await withPlatform((db) => db.insert(billingSubscriptions).values(over));
  await subscribe(billing, globex.customerId);
  await billing.settle();
  for (let attempt = 1; attempt < 10; attempt++) {
    expect(await syncStateOf(acme.customerId)).toMatchObject({ status: "live", attempts: attempt });
    await makeDue(acme.customerId);
    await drain();
  }
  expect(await runAsOperator(listDeadLetters, {})).toMatchObject([
    { customerId: acme.customerId, error: expect.stringContaining("billing_subscriptions") },
  ]);
  expect((await eventsOf(acme.customerId)).map(({ status }) => status)).toContain("dead");
  expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
  expect(await entitlementOf(globex)).toMatchObject({ plan: "professional" });
  const away = { stripeId: `${id}_of_nobody` };
  await withPlatform((db) =>
    db.update(billingSubscriptions).set(away).where(eq(billingSubscriptions.stripeId, id)),
  );
  expect(await syncNow(acme.customerId)).toBe(true);
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  expect(await runAsOperator(listDeadLetters, {})).toEqual([]);
  expect((await eventsOf(acme.customerId)).map(({ status }) => status)).not.toContain("dead");
});

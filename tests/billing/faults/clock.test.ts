import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { syncNow } from "@/lib/billing/sync/sync";
import { clock, days, hours, minutes } from "@/lib/platform/clock";
import {
  entitlementOf,
  type LocalBilling,
  payingWorkspace,
  spoilCard,
  startLocalBilling,
  subscribe,
  subscriptionOf,
} from "../local-billing";
import { deliver, eventBody, newEventId, sign } from "./events";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());
afterEach(() => clock.reset());

const skews = [
  ["four minutes slow", -minutes(4)],
  ["four minutes fast", minutes(4)],
  ["a year fast", days(365)],
] as const;

test.each(skews)("F20: with our clock %s a grace ends when Stripe's says so", async (_, skewMs) => {
  const acme = await payingWorkspace();
  const { id } = await subscribe(billing, acme.customerId);
  await billing.settle();
  await spoilCard(billing, acme.customerId, id);
  billing.local.emulator.control.advance({ months: 1 });
  billing.local.emulator.control.advance({ days: 1 });
  await billing.settle();
  clock.shift(skewMs);
  await syncNow(acme.customerId);
  const { graceEndsAt } = (await subscriptionOf(id)) ?? {};
  const graceEnds = Math.floor((graceEndsAt?.getTime() ?? 0) / 1_000);
  expect(await accessAt(graceEnds - minutes(2) / 1_000, acme)).toBe("full");
  expect(await accessAt(graceEnds, acme)).toBe("restricted");
  expect((await subscriptionOf(id))?.graceEndsAt).toEqual(graceEndsAt);
});

test("F20: Stripe's clock four minutes off ours, either way, its deliveries are taken", async () => {
  for (const skewSeconds of [-240, 240]) {
    const body = eventBody({ id: newEventId(), created: clock.in(skewSeconds * 1_000) });
    expect((await deliver(billing.webhook.url, body, sign(body, undefined, skewSeconds))).status).toBe(200);
  }
});

test("F20: a customer on a test clock is judged by that clock", async () => {
  const frozen = Math.floor(Date.now() / 1_000) + hours(24 * 400) / 1_000;
  const { id } = await billing.dashboard.testHelpers.testClocks.create({ frozen_time: frozen });
  const customer = await billing.dashboard.customers.create({ test_clock: id });
  expect((await fetchSnapshot(customer.id)).takenAt).toEqual(new Date(frozen * 1_000));
});

async function accessAt(seconds: number, acme: Awaited<ReturnType<typeof payingWorkspace>>) {
  billing.local.emulator.control.advance({ to: seconds });
  await billing.local.emulator.drain();
  await syncNow(acme.customerId);
  return (await entitlementOf(acme))?.access;
}

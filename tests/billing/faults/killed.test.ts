import { afterAll, beforeAll, expect, test } from "vitest";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { applySnapshot } from "@/lib/billing/sync/apply";
import { effectsJob } from "@/lib/billing/sync/effects";
import { claim } from "@/lib/billing/sync/lease";
import { drain, syncJob, syncNow } from "@/lib/billing/sync/sync";
import { queuedMail } from "../../members/queued-mail";
import {
  entitlementOf,
  eventsOf,
  everythingOf,
  type LocalBilling,
  letLeaseExpire,
  makeDue,
  payingWorkspace,
  startLocalBilling,
  subscribe,
} from "../local-billing";
import { startChild } from "./child";
import { blockedSession, whileLocked } from "./database";
import { deliver, eventBody, newEventId, sign } from "./events";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

/** A workspace whose subscription nobody here has heard of. */
async function unheard() {
  const acme = await payingWorkspace();
  await syncNow(acme.customerId);
  billing.local.emulator.control.setWebhooks({ mode: "drop" });
  await subscribe(billing, acme.customerId);
  billing.local.emulator.control.setWebhooks({ mode: "deliver" });
  return acme;
}

test("F1: killed after the answer and before any work, the next worker does it", async () => {
  const acme = await unheard();
  const body = eventBody({ id: newEventId(), customer: acme.customerId });
  const child = startChild("receive", body, sign(body));
  await child.said("answered 200");
  await child.kill();
  expect(await entitlementOf(acme)).toMatchObject({ plan: "free" });
  await makeDue(acme.customerId);
  await syncJob.run({});
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
  expect((await eventsOf(acme.customerId)).map(({ status }) => status)).not.toContain("pending");
});

test("F2: killed between reading Stripe and writing, its customer waits for the lease and no longer", async () => {
  const acme = await unheard();
  const body = eventBody({ id: newEventId(), customer: acme.customerId });
  await deliver(billing.webhook.url, body);
  const child = startChild("fetch", acme.customerId);
  await child.said("fetched");
  await child.kill();
  await makeDue(acme.customerId);
  expect(await drain()).toEqual([]);
  await letLeaseExpire(acme.customerId);
  expect(await drain()).toEqual(["applied"]);
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
});

test("F3: killed amid its writing, before anything is ticked off, it has written nothing and told nothing", async () => {
  const acme = await unheard();
  const before = await everythingOf(acme);
  const child = startChild("apply", acme.customerId);
  await child.said("applying");
  await whileLocked("billing_outbox", "EXCLUSIVE", async (client) => {
    await blockedSession(client);
    await child.kill();
  });
  expect(await everythingOf(acme)).toEqual(before);
  await letLeaseExpire(acme.customerId);
  expect(await syncNow(acme.customerId)).toBe(true);
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional", version: 2 });
});

test("F4: a worker that wakes up after its lease was taken over may not write", async () => {
  const acme = await payingWorkspace();
  await syncNow(acme.customerId);
  const [slow] = await claim({ customerId: acme.customerId });
  if (!slow) throw new Error("nothing to claim");
  const stale = await fetchSnapshot(acme.customerId);
  await subscribe(billing, acme.customerId);
  await letLeaseExpire(acme.customerId);
  expect(await syncNow(acme.customerId)).toBe(true);
  const settled = await everythingOf(acme);
  expect(await applySnapshot(slow, stale)).toBe("fenced");
  expect(await everythingOf(acme)).toEqual(settled);
  expect(await entitlementOf(acme)).toMatchObject({ plan: "professional" });
});

test("F19: killed between queueing a mail and ticking it off, the mail is queued once", async () => {
  const acme = await payingWorkspace();
  await subscribe(billing, acme.customerId);
  await billing.settle();
  const child = startChild("effects");
  await whileLocked("billing_outbox", "SHARE", async (client) => {
    await blockedSession(client);
    await child.kill();
  });
  expect(await queuedMail(acme.owner.email)).toEqual([]);
  await effectsJob.run({});
  await effectsJob.run({});
  const notices = (await queuedMail(acme.owner.email)).map(({ props }) => props.notice);
  expect(notices).toEqual(["activated", "paid"]);
});

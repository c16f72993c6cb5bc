import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stripeEvents } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { deliver, eventBody, newEventId } from "./faults/events";
import {
  eventsOf,
  type LocalBilling,
  payingWorkspace,
  startLocalBilling,
  subscribe,
  syncStateOf,
} from "./local-billing";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("the inbox", () => {
  test("what cannot concern a tenant is kept as ignored", async () => {
    const product = await billing.dashboard.products.create({ name: "T-shirt" });
    await billing.local.emulator.drain();
    const kept = await withPlatform((db) => db.select().from(stripeEvents));
    expect(kept.find(({ objectId }) => objectId === product.id)).toMatchObject({ status: "ignored" });
  });

  test("a second delivery is called a duplicate and asks for no second sync", async () => {
    const acme = await payingWorkspace();
    const body = eventBody({ id: newEventId(), customer: acme.customerId });
    const first = await deliver(billing.webhook.url, body);
    const before = await syncStateOf(acme.customerId);
    const second = await deliver(billing.webhook.url, body);
    expect(await first.json()).toEqual({ received: true, duplicate: false });
    expect(await second.json()).toEqual({ received: true, duplicate: true });
    expect(await syncStateOf(acme.customerId)).toEqual(before);
  });

  test("of many at once each is kept, also what holds characters that no column takes", async () => {
    const acme = await payingWorkspace();
    const ids = Array.from({ length: 20 }, newEventId);
    const bodies = ids.map((id) => eventBody({ id, customer: acme.customerId }));
    const unfitId = newEventId();
    const damaged = {
      customer: acme.customerId,
      name: "\0",
      "cut \ud83d": ["\ude00 left", "\\ud800 is text"],
    };
    const unfit = eventBody({ id: unfitId, object: damaged });
    const answers = await Promise.all(
      [...bodies, unfit, ...bodies].map((body) => deliver(billing.webhook.url, body)),
    );
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const [mended] = (await eventsOf(acme.customerId)).filter(({ id }) => id === unfitId);
    expect(mended?.payload).toMatchObject({
      data: { object: { name: "\uFFFD", "cut \uFFFD": ["\uFFFD left", "\\ud800 is text"] } },
    });
    const kept = (await eventsOf(acme.customerId)).filter(({ id }) => ids.includes(id));
    expect(kept.map(({ deliveries }) => deliveries)).toEqual(ids.map(() => 2));
  });

  test("a dispute finds its payer by the charge, which is all it names", async () => {
    const acme = await payingWorkspace();
    await subscribe(billing, acme.customerId);
    await billing.settle();
    const { data } = await billing.dashboard.charges.list({ customer: acme.customerId });
    const object = { id: "dp_1", object: "dispute", charge: data[0]?.id };
    const id = newEventId();
    await deliver(billing.webhook.url, eventBody({ id, type: "charge.dispute.created", object }));
    const kept = (await eventsOf(acme.customerId)).find((event) => event.id === id);
    expect(kept).toMatchObject({ status: "pending", customerId: acme.customerId });
  });
});

import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { stripeEvents } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { log } from "@/lib/platform/log";
import { type LocalBilling, previousSecret, startLocalBilling, webhookSecret } from "../local-billing";
import { deliver, eventBody, newEventId, sign } from "./events";

let billing: LocalBilling;
beforeAll(async () => {
  billing = await startLocalBilling();
});
afterAll(() => billing.stop());

describe("F7: the signature", () => {
  const body = eventBody({ id: "evt_forged" });
  const refused: [string, () => [string, string]][] = [
    ["of somebody else's secret", () => [body, sign(body, "whsec_somebody_elses")]],
    ["that is missing", () => [body, ""]],
    ["that is no signature", () => [body, "t=1,v1=zz"]],
    ["of 301 seconds ago", () => [body, sign(body, webhookSecret, 301)]],
    ["over a body that was encoded anew", () => [JSON.stringify(JSON.parse(body), null, 1), sign(body)]],
    ["over a body with a space behind it", () => [`${body} `, sign(body)]],
    ["made with a blank secret", () => [body, sign(body, "")]],
    ["made with white space for a secret", () => [body, sign(body, "  ")]],
    ["of an older scheme alone", () => [body, sign(body).replace("v1=", "v0=")]],
  ];

  test.each(refused)("F7: one %s is refused and nothing is stored", async (_, forge) => {
    const [sent, signature] = forge();
    expect((await deliver(billing.webhook.url, sent, signature)).status).toBe(400);
    expect(await storedIds()).not.toContain("evt_forged");
  });

  const taken: [string, (body: string) => string][] = [
    ["of the current secret", (sent) => sign(sent)],
    ["of the secret before", (sent) => sign(sent, previousSecret)],
    ["of 298 seconds ago", (sent) => sign(sent, webhookSecret, 298)],
    // Only who knows the secret can date a signature, so a future one proves no less.
    ["of a clock that runs ahead of ours", (sent) => sign(sent, webhookSecret, -240)],
    ["with a second, foreign one beside it", (sent) => `${sign(sent)},v1=${"0".repeat(64)}`],
    [
      "with a second, foreign one before it",
      (sent) => sign(sent).replace(",v1=", `,v1=${"0".repeat(64)},v1=`),
    ],
  ];

  test.each(taken)("F7: one %s is taken", async (_, signed) => {
    const id = newEventId();
    const sent = eventBody({ id });
    expect((await deliver(billing.webhook.url, sent, signed(sent))).status).toBe(200);
    expect(await storedIds()).toContain(id);
  });

  test("F7: a body of more than a mebibyte is not read to its end", async () => {
    const object = { id: "sub_x", object: "subscription", padding: "x".repeat(1024 * 1024) };
    const huge = eventBody({ id: "evt_huge", object });
    expect((await deliver(billing.webhook.url, huge)).status).toBe(413);
    expect(await storedIds()).not.toContain("evt_huge");
  });

  test("F7: a body of a mebibyte less its envelope is read", async () => {
    const id = newEventId();
    const object = { id: "sub_x", object: "subscription", padding: "x".repeat(1024 * 1024 - 1_000) };
    expect((await deliver(billing.webhook.url, eventBody({ id, object }))).status).toBe(200);
    expect(await storedIds()).toContain(id);
  });

  test("F7: signed nonsense is refused", async () => {
    for (const nonsense of ["[]", '"text"', "not json", "{}"]) {
      expect((await deliver(billing.webhook.url, nonsense)).status).toBe(400);
    }
  });
});

test("F15: an event of the live mode is answered, and left alone", async () => {
  const id = newEventId();
  const answer = await deliver(billing.webhook.url, eventBody({ id, livemode: true }));
  expect([answer.status, await answer.json()]).toEqual([200, { received: true, ignored: "livemode" }]);
  expect(await storedIds()).not.toContain(id);
});

test("F16: a thin event at this endpoint is refused, and somebody hears of it", async () => {
  const alarm = vi.spyOn(log(), "error");
  const thin = JSON.stringify({
    id: "evt_thin",
    object: "v2.core.event",
    type: "v1.billing.meter.no_meter_found",
  });
  expect((await deliver(billing.webhook.url, thin)).status).toBe(400);
  expect(alarm).toHaveBeenCalledOnce();
  alarm.mockClear();
  const forged = Stripe.webhooks.generateTestHeaderString({ payload: thin, secret: "whsec_somebody_elses" });
  expect((await deliver(billing.webhook.url, thin, forged)).status).toBe(400);
  expect(alarm).not.toHaveBeenCalled();
  alarm.mockRestore();
});

async function storedIds(): Promise<string[]> {
  const rows = await withPlatform((db) => db.select({ id: stripeEvents.id }).from(stripeEvents));
  return rows.map(({ id }) => id);
}

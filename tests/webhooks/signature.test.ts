import { Webhook } from "standardwebhooks";
import { expect, test } from "vitest";
import { newWebhookSecret, signedHeaders } from "@/lib/webhooks/signature";

const older = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const newer = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

test("the vector of Standard Webhooks", () => {
  const at = new Date(1_614_265_330_000);
  const message = { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at, body: '{"test": 2432232314}' };
  expect(signedHeaders(message, [older])).toEqual({
    "webhook-id": message.id,
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  });
});

test("during a rotation both secrets sign, the newer one first", () => {
  const message = { id: "evt_1", at: new Date(1_767_225_600_000), body: '{"type":"order.paid"}' };
  expect(signedHeaders(message, [newer, older])["webhook-signature"]).toBe(
    "v1,C26dcP+gG1o7kU+40fMRhTJfx7+G3A14DvfxRvCS5p0= v1,CtCcobG0F6ulf2RP5JN6X7Y+4N6Q5BrPfZ3x2rEnJdk=",
  );
});

test("a library that nobody here wrote verifies with either secret, and with no third", () => {
  const [one, two, third] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()] as const;
  const body = JSON.stringify({ type: "project.created", name: "Überholspur 🚲" });
  const headers = signedHeaders({ id: "evt_2", at: new Date(), body }, [one, two]);
  expect(new Webhook(one).verify(body, headers)).toEqual(JSON.parse(body));
  expect(new Webhook(two).verify(body, headers)).toEqual(JSON.parse(body));
  expect(() => new Webhook(third).verify(body, headers)).toThrow();
  expect(() => new Webhook(one).verify(`${body} `, headers)).toThrow();
});

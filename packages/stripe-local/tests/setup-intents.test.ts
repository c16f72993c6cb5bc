import type Stripe from "stripe";
import { describe, expect, test } from "vitest";
import { clientFor, typesOf, withLocalStripe } from "./support.js";

const { local, stripe } = withLocalStripe();
const BACK = "https://example.com/back?from=here";

const customer = async () => (await stripe().customers.create({ email: "owner@example.com" })).id;
const intentFor = async (more: Stripe.SetupIntentCreateParams = {}) =>
  stripe().setupIntents.create({
    customer: await customer(),
    allowed_payment_method_types: ["card"],
    ...more,
  });
const refusedBy = (code: string, message = "") => ({
  statusCode: 400,
  type: "StripeInvalidRequestError",
  code,
  message: expect.stringContaining(message),
});

async function answer(url: string | undefined | null, challenge: "pass" | "fail") {
  expect(await (await fetch(String(url))).text()).toContain("The bank asks the owner of the card");
  const body = new URLSearchParams({ challenge });
  return fetch(String(url), { method: "POST", body, redirect: "manual" });
}

describe("a setup intent", () => {
  test("waits for a card, then for its confirmation, and attaches the card when that succeeds", async () => {
    const intent = await intentFor({ metadata: { for: "later" } });
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      usage: "off_session",
      payment_method: null,
      metadata: { for: "later" },
    });
    expect(intent.client_secret).toMatch(new RegExp(`^${intent.id}_secret_`));
    const named = await stripe().setupIntents.update(intent.id, { payment_method: "pm_card_visa" });
    expect(named.status).toBe("requires_confirmation");
    expect((await stripe().paymentMethods.retrieve(String(named.payment_method))).customer).toBeNull();
    const done = await stripe().setupIntents.confirm(intent.id);
    expect(done).toMatchObject({ status: "succeeded", payment_method: named.payment_method });
    const method = await stripe().paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(intent.customer);
    expect((await typesOf(stripe(), intent.id)).toReversed()).toEqual([
      "setup_intent.created",
      "setup_intent.succeeded",
    ]);
    expect(await typesOf(stripe(), method.id)).toEqual(["payment_method.attached"]);
  });

  test("makes the card nobody's default: that is left to whoever asked for it", async () => {
    const done = await intentFor({ payment_method: "pm_card_visa", confirm: true });
    const owner = await stripe().customers.retrieve(String(done.customer));
    expect(owner).toMatchObject({ invoice_settings: { default_payment_method: null } });
  });

  test("can be created and confirmed at once, is listed by its customer, and can be read with its secret", async () => {
    const done = await intentFor({ payment_method: "pm_card_visa", confirm: true });
    expect(done.status).toBe("succeeded");
    const { data } = await stripe().setupIntents.list({ customer: String(done.customer) });
    expect(data.map(({ id }) => id)).toEqual([done.id]);
    const read = await stripe().setupIntents.retrieve(done.id, {
      client_secret: done.client_secret ?? "",
      expand: ["payment_method"],
    });
    expect(read.payment_method).toMatchObject({ card: { last4: "4242" } });
  });

  test("without a customer saves a card that belongs to nobody", async () => {
    const done = await stripe().setupIntents.create({
      payment_method: "pm_card_visa",
      allowed_payment_method_types: ["card"],
      confirm: true,
    });
    expect(done).toMatchObject({ status: "succeeded", customer: null });
    expect((await stripe().paymentMethods.retrieve(String(done.payment_method))).customer).toBeNull();
  });

  test("of a card whose bank asks leads its owner there and back", async () => {
    const waiting = await intentFor({
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
      return_url: BACK,
    });
    expect(waiting).toMatchObject({
      status: "requires_action",
      next_action: { type: "redirect_to_url", redirect_to_url: { return_url: BACK } },
    });
    const response = await answer(waiting.next_action?.redirect_to_url?.url, "pass");
    const back = new URL(response.headers.get("location") ?? "");
    expect(Object.fromEntries(back.searchParams)).toEqual({
      from: "here",
      redirect_status: "succeeded",
      setup_intent: waiting.id,
      setup_intent_client_secret: waiting.client_secret,
    });
    const done = await stripe().setupIntents.retrieve(waiting.id);
    expect(done).toMatchObject({ status: "succeeded", next_action: null });
    const method = await stripe().paymentMethods.retrieve(String(done.payment_method));
    expect(method.customer).toBe(waiting.customer);
    expect(await typesOf(stripe(), waiting.id)).toContain("setup_intent.requires_action");
  });

  test("whose owner cannot be confirmed waits for another card, and takes it", async () => {
    const waiting = await intentFor({
      payment_method: "pm_card_authenticationRequired",
      confirm: true,
      return_url: BACK,
    });
    const response = await answer(waiting.next_action?.redirect_to_url?.url, "fail");
    expect(response.headers.get("location")).toContain("redirect_status=failed");
    expect(await stripe().setupIntents.retrieve(waiting.id)).toMatchObject({
      status: "requires_payment_method",
      payment_method: null,
      last_setup_error: { code: "setup_intent_authentication_failure" },
    });
    expect(await typesOf(stripe(), waiting.id)).toContain("setup_intent.setup_failed");
    const done = await stripe().setupIntents.confirm(waiting.id, { payment_method: "pm_card_visa" });
    expect(done).toMatchObject({ status: "succeeded", last_setup_error: null });
  });

  test("without a return_url leaves the question to the browser's script", async () => {
    const waiting = await intentFor({ payment_method: "pm_card_authenticationRequired", confirm: true });
    expect(waiting.next_action).toMatchObject({ type: "use_stripe_sdk" });
  });

  test("of a card the bank refuses fails with 402, keeps the reason and attaches nothing", async () => {
    const intent = await intentFor();
    const tried = stripe().setupIntents.confirm(intent.id, { payment_method: "pm_card_visa_chargeDeclined" });
    await expect(tried).rejects.toMatchObject({
      statusCode: 402,
      type: "StripeCardError",
      code: "card_declined",
      decline_code: "generic_decline",
      setup_intent: { id: intent.id, status: "requires_payment_method" },
    });
    expect(await stripe().setupIntents.retrieve(intent.id)).toMatchObject({
      status: "requires_payment_method",
      last_setup_error: { code: "card_declined", payment_method: { object: "payment_method" } },
    });
    expect(await typesOf(stripe(), intent.id)).toContain("setup_intent.setup_failed");
    const { data } = await stripe().paymentMethods.list({ customer: String(intent.customer) });
    expect(data).toEqual([]);
  });

  test("saves a card that every charge will fail on: nothing is charged to find out", async () => {
    const done = await intentFor({ payment_method: "pm_card_chargeCustomerFail", confirm: true });
    expect(done.status).toBe("succeeded");
  });

  test("can be canceled until it has succeeded, and is then over", async () => {
    const intent = await intentFor();
    const canceled = await stripe().setupIntents.cancel(intent.id, { cancellation_reason: "abandoned" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
    expect(await typesOf(stripe(), intent.id)).toContain("setup_intent.canceled");
    const over = refusedBy("setup_intent_unexpected_state", "canceled");
    await expect(stripe().setupIntents.cancel(intent.id)).rejects.toMatchObject(over);
    const late = stripe().setupIntents.confirm(intent.id, { payment_method: "pm_card_visa" });
    await expect(late).rejects.toMatchObject(over);
  });

  test("that has succeeded takes nothing more", async () => {
    const { id } = await intentFor({ payment_method: "pm_card_visa", confirm: true });
    const over = refusedBy("setup_intent_unexpected_state", "succeeded");
    await expect(stripe().setupIntents.confirm(id)).rejects.toMatchObject(over);
    await expect(stripe().setupIntents.cancel(id)).rejects.toMatchObject(over);
    await expect(stripe().setupIntents.update(id, { description: "late" })).rejects.toMatchObject(over);
  });

  test("cannot be confirmed without a card", async () => {
    const { id } = await intentFor();
    const missing = refusedBy("setup_intent_unexpected_state", "missing a payment method");
    await expect(stripe().setupIntents.confirm(id)).rejects.toMatchObject(missing);
  });

  test("of whatever the account has switched on has to know the way back", async () => {
    const { id } = await stripe().setupIntents.create({ customer: await customer() });
    const confirm = stripe().setupIntents.confirm(id, { payment_method: "pm_card_visa" });
    await expect(confirm).rejects.toMatchObject({
      statusCode: 400,
      message: expect.stringContaining("you must provide a `return_url`"),
    });
    const stays = await stripe().setupIntents.create({
      automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      payment_method: "pm_card_visa",
      confirm: true,
    });
    expect(stays.status).toBe("succeeded");
  });

  test("refuses the card of another customer, and a customer that is not there", async () => {
    const theirs = await stripe().paymentMethods.attach("pm_card_visa", { customer: await customer() });
    const { id } = await intentFor();
    const confirm = stripe().setupIntents.confirm(id, { payment_method: theirs.id });
    await expect(confirm).rejects.toMatchObject({ statusCode: 400, param: "payment_method" });
    const nobody = stripe().setupIntents.create({ customer: "cus_nobody" });
    await expect(nobody).rejects.toMatchObject({ code: "resource_missing", param: "customer" });
  });

  test("takes a return_url only with its confirmation", async () => {
    const early = intentFor({ return_url: BACK });
    await expect(early).rejects.toMatchObject({ statusCode: 400, param: "return_url" });
  });
});

describe("a card that asks its owner once", () => {
  test("is charged without another question after its setup", async () => {
    const waiting = await intentFor({
      payment_method: "pm_card_authenticationRequiredOnSetup",
      confirm: true,
      return_url: BACK,
    });
    await answer(waiting.next_action?.redirect_to_url?.url, "pass");
    const owner = String(waiting.customer);
    const { payment_method: method } = await stripe().setupIntents.retrieve(waiting.id);
    const price = await stripe().prices.create({
      currency: "usd",
      unit_amount: 900,
      recurring: { interval: "month" },
      product_data: { name: "Starter" },
    });
    const bought = await stripe().subscriptions.create({
      customer: owner,
      default_payment_method: String(method),
      items: [{ price: price.id }],
    });
    expect(bought.status).toBe("active");
    local().emulator.control.advance({ months: 1, days: 1 });
    expect((await stripe().subscriptions.retrieve(bought.id)).status).toBe("active");
    expect((await stripe().invoices.list({ customer: owner, status: "paid" })).data).toHaveLength(2);
  });
});

test("a setup intent is created once under one idempotency key", async () => {
  const again = clientFor(local().url);
  const input = { customer: await customer(), allowed_payment_method_types: ["card"] };
  const first = await stripe().setupIntents.create(input, { idempotencyKey: "card-1" });
  const second = await again.setupIntents.create(input, { idempotencyKey: "card-1" });
  expect(second.id).toBe(first.id);
});

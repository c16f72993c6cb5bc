import { describe, expect } from "vitest";
import { withLocalStripe } from "../support.js";
import { fact, refused } from "./fact.js";

const { stripe } = withLocalStripe();

const customer = async () => (await stripe().customers.create({})).id;
const attach = async (owner: string, card = "pm_card_visa") =>
  stripe().paymentMethods.attach(card, { customer: owner });
const made = () => stripe().paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
const makeDefault = (owner: string, card: string) =>
  stripe().customers.update(owner, { invoice_settings: { default_payment_method: card } });
const standing = async (owner: string) => {
  const found = await stripe().customers.retrieve(owner, {
    expand: ["invoice_settings.default_payment_method"],
  });
  return "invoice_settings" in found ? found.invoice_settings.default_payment_method : undefined;
};

describe("cards of a customer", () => {
  fact(
    "paper_tiger/contract_test.exs",
    "The cards of a customer are listed without those of others",
    async () => {
      const owner = await customer();
      const mine = [(await attach(owner)).id, (await attach(owner, "pm_card_mastercard")).id];
      await attach(await customer(), "pm_card_amex");
      const { data } = await stripe().paymentMethods.list({ customer: owner });
      expect(data.map(({ id }) => id).toSorted()).toEqual(mine.toSorted());
    },
  );

  fact(
    "cashier/PaymentMethodsTest.php",
    "An attached card shows brand and last four, and is no default",
    async () => {
      const owner = await customer();
      expect((await attach(owner)).card).toMatchObject({ brand: "visa", last4: "4242" });
      expect(await standing(owner)).toBeNull();
    },
  );

  fact("cashier/PaymentMethodsTest.php", "The default card is shown whole where it is expanded", async () => {
    const owner = await customer();
    await makeDefault(owner, (await attach(owner)).id);
    expect(await standing(owner)).toMatchObject({ card: { brand: "visa", last4: "4242" } });
  });

  fact("cashier/PaymentMethodsTest.php", "A detached card is no longer listed", async () => {
    const owner = await customer();
    const { id } = await attach(owner);
    await stripe().paymentMethods.detach(id);
    expect((await stripe().paymentMethods.list({ customer: owner })).data).toEqual([]);
  });

  fact("cashier/PaymentMethodsTest.php", "A detached card is no longer the default", async () => {
    const owner = await customer();
    const { id } = await attach(owner);
    await makeDefault(owner, id);
    await stripe().paymentMethods.detach(id);
    expect(await standing(owner)).toBeNull();
  });

  fact("cashier/PaymentMethodsTest.php", "The card attached last is listed first", async () => {
    const owner = await customer();
    await attach(owner);
    await attach(owner, "pm_card_mastercard");
    const { data } = await stripe().paymentMethods.list({ customer: owner });
    expect(data.map(({ card }) => card?.brand)).toEqual(["mastercard", "visa"]);
  });

  fact(
    "cashier/PaymentMethodsTest.php",
    "A card that is attached already and made the default is found there",
    async () => {
      const owner = await customer();
      const { id } = await attach(owner);
      const changed = await makeDefault(owner, id);
      expect(changed.invoice_settings.default_payment_method).toBe(id);
    },
  );

  fact(
    "ruby-mock/payment_method_examples.rb",
    "Attaching changes the customer of a card from null to theirs",
    async () => {
      const { id, customer: before } = await made();
      expect(before).toBeNull();
      const owner = await customer();
      await stripe().paymentMethods.attach(id, { customer: owner });
      expect((await stripe().paymentMethods.retrieve(id)).customer).toBe(owner);
    },
  );

  fact(
    "ruby-mock/payment_method_examples.rb",
    "Detaching changes it back to null, and the card can still be read",
    async () => {
      const { id } = await attach(await customer());
      await stripe().paymentMethods.detach(id);
      expect((await stripe().paymentMethods.retrieve(id)).customer).toBeNull();
    },
  );

  fact(
    "ruby-mock/payment_method_examples.rb",
    "A list of cards is as long as its limit, and empty for another customer",
    async () => {
      const owner = await customer();
      for (let index = 0; index < 3; index++) await attach(owner);
      const list = async (who: string, limit = 10) =>
        (await stripe().paymentMethods.list({ customer: who, type: "card", limit })).data.length;
      expect([await list(owner), await list(owner, 2), await list(await customer())]).toEqual([3, 2, 0]);
    },
  );

  fact("ruby-mock/payment_method_examples.rb", "The expiry of an attached card can be changed", async () => {
    const { id } = await attach(await customer());
    await stripe().paymentMethods.update(id, { card: { exp_month: 12, exp_year: 2041 } });
    expect((await stripe().paymentMethods.retrieve(id)).card).toMatchObject({
      exp_month: 12,
      exp_year: 2041,
    });
  });

  fact(
    "pay/test_stripe_can_update_card.yml",
    "A second card of another brand can take the place of the first",
    async () => {
      const owner = await customer();
      await makeDefault(owner, (await attach(owner)).id);
      await makeDefault(owner, (await attach(owner, "pm_card_discover")).id);
      expect(await standing(owner)).toMatchObject({ card: { brand: "discover" } });
    },
  );
});

describe("setup intents", () => {
  fact("cashier/PaymentMethodsTest.php", "A setup intent is found again by its id", async () => {
    const { id } = await stripe().setupIntents.create({ customer: await customer() });
    expect((await stripe().setupIntents.retrieve(id)).id).toBe(id);
  });

  fact(
    "paper_tiger/contract_test.exs",
    "A setup intent with a good card succeeds when it is confirmed",
    async () => {
      const { id } = await stripe().setupIntents.create({
        payment_method: "pm_card_visa",
        automatic_payment_methods: { enabled: true, allow_redirects: "never" },
      });
      const done = await stripe().setupIntents.confirm(id);
      expect(done).toMatchObject({ object: "setup_intent", status: "succeeded" });
      expect(done.payment_method).toMatch(/^pm_/);
    },
  );

  fact("paper_tiger/contract_test.exs", "A canceled setup intent keeps the reason", async () => {
    const { id } = await stripe().setupIntents.create();
    const canceled = await stripe().setupIntents.cancel(id, { cancellation_reason: "duplicate" });
    expect(canceled).toMatchObject({ status: "canceled", cancellation_reason: "duplicate" });
  });

  fact(
    "pay/test_stripe_can_create_setup_intent.yml",
    "A setup intent waits for a card and has a secret",
    async () => {
      const intent = await stripe().setupIntents.create({ customer: await customer(), usage: "off_session" });
      expect(intent).toMatchObject({ status: "requires_payment_method", usage: "off_session" });
      expect(intent.client_secret).toContain("_secret_");
    },
  );
});

const ELSEWHERE = "It's possible this PaymentMethod exists on one of your connected accounts";

describe("is refused", () => {
  refused(
    "pay/test_stripe_handles_card_declined.yml",
    "A card that is declined when it is attached is a 402",
    async () => attach(await customer(), "pm_card_chargeDeclined"),
    {
      status: 402,
      type: "card_error",
      code: "card_declined",
      decline_code: "generic_decline",
      message: "Your card was declined.",
    },
  );
  refused(
    "pay/test_stripe_handles_exception_when_creating_a_customer.yml",
    "Attaching a card that is not there is a 404 of the card",
    async () => attach(await customer(), "invalid"),
    {
      status: 404,
      code: "resource_missing",
      param: "payment_method",
      message: new RegExp(`^No such PaymentMethod: 'invalid'; ${ELSEWHERE}`),
    },
  );
  refused(
    "ruby-mock/payment_method_examples.rb",
    "Reading a card that is not there is a 404 of the card",
    () => stripe().paymentMethods.retrieve("nope"),
    { status: 404, code: "resource_missing", param: "payment_method" },
  );
  refused(
    "ruby-mock/payment_method_examples.rb",
    "A card cannot be attached to a customer that is not there",
    async () => attach("cus_invalid"),
    { code: "resource_missing", param: "customer" },
  );
  refused(
    "issue: stripe-ruby-mock/stripe-ruby-mock/issues/751",
    "A card that nobody has cannot be detached",
    async () => stripe().paymentMethods.detach((await made()).id),
    { message: "The payment method you provided is not attached to a customer so detachment is impossible." },
  );
  refused(
    "issue: stripe/stripe-php/issues/1221",
    "A card that was detached cannot be used again",
    async () => {
      const owner = await customer();
      const { id } = await attach(owner);
      await stripe().paymentMethods.detach(id);
      return attach(owner, id);
    },
    {
      message:
        "This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.",
    },
  );
  refused(
    "issue: getlago/lago-api/pull/3665",
    "A card the customer does not have cannot be their default",
    async () => makeDefault(await customer(), (await made()).id),
    {
      code: "resource_missing",
      message:
        /^The customer does not have a payment method with the ID pm_\w+\. The payment method must be attached to the customer\.$/,
    },
  );
});

import type Stripe from "stripe";
import { describe } from "vitest";
import { withSubscriptions } from "../subscribed.js";
import { at, createCustomerAt, firstItem } from "../support.js";
import { refused } from "./fact.js";

const { stripe, prices, subscribed } = withSubscriptions();

const customer = async () => (await createCustomerAt(stripe(), "2026-11-01T00:00:00Z")).customer;
const raw = (path: string, body: object) => stripe().rawRequest("POST", path, { ...body });
const integer = { code: "parameter_invalid_integer" };
const late = { message: "Invalid timestamp: must be an integer Unix timestamp in the future" };
const exclusive = (first: string, second: string) => ({
  message: `You may only specify one of these parameters: ${first}, ${second}.`,
});

describe("a subscription", () => {
  const oneTime = async () =>
    (await stripe().prices.create({ currency: "usd", unit_amount: 500, product_data: { name: "Once" } })).id;
  const retired = async () => {
    const { id } = await stripe().prices.create({
      currency: "usd",
      unit_amount: 500,
      recurring: { interval: "month" },
      product_data: { name: "Retired" },
    });
    return (await stripe().prices.update(id, { active: false })).id;
  };
  const update = async (more: Stripe.SubscriptionUpdateParams) => {
    const { subscription } = await subscribed();
    return stripe().subscriptions.update(subscription.id, more);
  };

  refused(
    "issue: stripe/stripe-go/issues/1887",
    "A subscription that is canceled cannot be canceled: it is not there",
    async () => {
      const { subscription } = await subscribed();
      await stripe().subscriptions.cancel(subscription.id);
      return stripe().subscriptions.cancel(subscription.id);
    },
    { status: 404, code: "resource_missing", message: /^No such subscription: 'sub_/ },
  );
  refused(
    "d.ts: StripeRawErrorCode invalid_canceled_subscription_fields",
    "A canceled subscription takes no other items",
    async () => {
      const { subscription } = await subscribed();
      await stripe().subscriptions.cancel(subscription.id);
      return stripe().subscriptions.update(subscription.id, { items: [{ price: prices().seat.id }] });
    },
    { code: "invalid_canceled_subscription_fields" },
  );
  refused(
    "issue: stripe/stripe-dotnet/issues/2228",
    "A one-time price cannot be subscribed to",
    async () => subscribed({ items: [{ price: await oneTime() }] }),
    {
      param: "items[0][price]",
      message:
        "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
    },
  );
  refused(
    "docs: products-prices/manage-prices",
    "An archived price is not sold to anybody new",
    async () => subscribed({ items: [{ price: await retired() }] }),
    {
      param: "items[0][price]",
      message: "The price specified is inactive. This field only accepts active prices.",
    },
  );
  refused(
    "pay/test_stripe_handles_exception_when_creating_a_subscription.yml",
    "The item that is wrong is named by its place",
    () => subscribed({ items: [{ price: prices().starter.id }, { price: "invalid" }] }),
    {
      code: "resource_missing",
      param: "items[1][price]",
    },
  );
  refused(
    "issue: stripe/stripe-node/issues/945",
    "An item without a price is refused",
    () => subscribed({ items: [{ quantity: 1 }] }),
    { message: /You must pass one of/ },
  );
  refused(
    "d.ts: SubscriptionCreateParams.Item.quantity",
    "A quantity is not negative",
    () => subscribed({ items: [{ price: prices().starter.id, quantity: -1 }] }),
    { ...integer, param: "items[0][quantity]" },
  );
  refused(
    "docs: billing/subscriptions/multiple-products",
    "One price is on a subscription once",
    () => subscribed({ items: [{ price: prices().starter.id }, { price: prices().starter.id }] }),
    { param: "items" },
  );
  refused(
    "cashier/SubscriptionsWithMultiplePricesTest.php",
    "The last item cannot be taken away",
    async () => {
      const { subscription } = await subscribed();
      const items = [{ id: firstItem(subscription).id, deleted: true }];
      return stripe().subscriptions.update(subscription.id, { items });
    },
    { param: "items" },
  );
  refused(
    "docs: error-codes#resource-missing",
    "An item of another subscription is not there",
    async () => {
      const other = await subscribed();
      return update({ items: [{ id: firstItem(other.subscription).id, quantity: 2 }] });
    },
    { code: "resource_missing", param: "items[0][id]" },
  );
  refused(
    "ruby-mock/customer_examples.rb",
    "A trial does not end in the past",
    () => subscribed({ trial_end: at("2026-10-01T00:00:00Z") }),
    { ...late, param: "trial_end" },
  );
  refused(
    "d.ts: SubscriptionUpdateParams.trial_end",
    "A trial is not moved into the past",
    () => update({ trial_end: at("2026-10-01T00:00:00Z") }),
    { ...late, param: "trial_end" },
  );
  refused(
    "issue: stripe/stripe-ruby/issues/804",
    "A trial ends within two years",
    () => subscribed({ trial_end: at("2030-01-01T00:00:00Z") }),
    { message: "The maximum number of trial period days is 730 (2 years)." },
  );
  refused(
    "issue: arlyon/async-stripe/issues/445",
    "A trial has at most 730 days",
    () => subscribed({ trial_period_days: 731 }),
    { message: "The maximum number of trial period days is 730 (2 years)." },
  );
  refused(
    "issue: laravel/cashier-stripe/pull/407",
    "A trial of no days is none",
    () => subscribed({ trial_period_days: 0 }),
    { ...integer, param: "trial_period_days" },
  );
  refused(
    "d.ts: SubscriptionCreateParams.trial_period_days",
    "A trial has an end or a length, not both",
    () => subscribed({ trial_period_days: 3, trial_end: at("2026-12-01T00:00:00Z") }),
    exclusive("trial_end", "trial_period_days"),
  );
  refused(
    "docs: billing/subscriptions/cancel",
    "A subscription does not end in the past",
    () => update({ cancel_at: at("2026-10-01T00:00:00Z") }),
    { ...late, param: "cancel_at" },
  );
  refused(
    "d.ts: SubscriptionUpdateParams.cancel_at",
    "A subscription ends at a time or with its period, not both",
    () => update({ cancel_at: at("2026-12-01T00:00:00Z"), cancel_at_period_end: true }),
    exclusive("cancel_at", "cancel_at_period_end"),
  );
  refused(
    "d.ts: SubscriptionCreateParams.days_until_due",
    "An invoice that is sent wants the days it may take",
    () => subscribed({ collection_method: "send_invoice" }),
    { code: "parameter_missing", param: "days_until_due" },
  );
  refused(
    "d.ts: SubscriptionUpdateParams.days_until_due",
    "Whoever changes to invoices that are sent says the days, too",
    () => update({ collection_method: "send_invoice" }),
    { code: "parameter_missing", param: "days_until_due" },
  );
  refused(
    "issue: stripe/stripe-node/issues/945",
    "A subscription wants items",
    () => raw("/v1/subscriptions", { customer: "cus_any" }),
    { code: "parameter_missing", param: "items" },
  );
  refused(
    "docs: error-codes#parameter-missing",
    "A subscription wants a customer",
    () => raw("/v1/subscriptions", { items: [{ price: prices().starter.id }] }),
    { code: "parameter_missing", param: "customer", message: "Missing required param: customer." },
  );
  refused(
    "issue: getlago/lago-api/pull/3665",
    "A subscription is not paid with a card its customer does not have",
    async () => {
      const { id } = await stripe().paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
      return update({ default_payment_method: id });
    },
    { code: "resource_missing", param: "default_payment_method" },
  );
  refused(
    "docs: error-codes#parameter-invalid-integer",
    "A quantity is a whole number",
    () => raw("/v1/subscriptions", { customer: "cus_any", items: [{ price: "price_any", quantity: "1.5" }] }),
    { ...integer, param: "items[0][quantity]" },
  );
});

describe("a checkout session", () => {
  const session = (more: Partial<Stripe.Checkout.SessionCreateParams> = {}) =>
    stripe().checkout.sessions.create({
      mode: "subscription",
      line_items: [{ price: prices().starter.id, quantity: 1 }],
      success_url: "https://example.com/ok",
      ...more,
    });
  const soon = Math.floor(Date.now() / 1000) + 3600;

  refused(
    "issue: stripe/openapi/issues/93",
    "A line without a quantity is refused",
    () => session({ line_items: [{ price: prices().starter.id }] }),
    {
      param: "line_items[0]",
      message: "Quantity is required. Add `quantity` to `line_items[0]`",
    },
  );
  refused(
    "issue: stripe/openapi/issues/93",
    "A line of nothing is refused",
    () =>
      session({
        line_items: [
          { price: prices().starter.id, quantity: 1 },
          { price: prices().seat.id, quantity: 0 },
        ],
      }),
    {
      ...integer,
      param: "line_items[1][quantity]",
      message: "This value must be greater than or equal to 1.",
    },
  );
  refused(
    "issue: exercism/website/issues/7149",
    "A line without a price is refused",
    () => session({ line_items: [{ quantity: 1 }] }),
    {
      message: "You must provide either price or price_data for each line item when using prices.",
    },
  );
  refused(
    "issue: nextjs/saas-starter/issues/65",
    "An empty string is no price",
    () => session({ line_items: [{ price: "", quantity: 1 }] }),
    {
      code: "parameter_invalid_empty",
      param: "line_items[0][price]",
      message:
        "You passed an empty string for 'line_items[0][price]'. We assume empty values are an attempt to unset a parameter; however 'line_items[0][price]' cannot be unset. You should remove 'line_items[0][price]' from your request or supply a non-empty value.",
    },
  );
  refused(
    "issue: MarcinusX/flutter_stripe_demo/issues/4",
    "A price that is not there is a 400 of its line",
    () => session({ line_items: [{ price: "price_1HFw3QAQHy2zYPZft7bbrtWZ", quantity: 1 }] }),
    {
      code: "resource_missing",
      param: "line_items[0][price]",
      message: "No such price: 'price_1HFw3QAQHy2zYPZft7bbrtWZ'",
    },
  );
  refused(
    "issue: invertase/stripe-firebase-extensions/issues/98",
    "A one-time price alone is no subscription",
    async () => {
      const once = await stripe().prices.create({
        currency: "usd",
        unit_amount: 500,
        product_data: { name: "Once" },
      });
      return session({ line_items: [{ price: once.id, quantity: 1 }] });
    },
    { message: "You must provide at least one recurring price in `subscription` mode when using prices." },
  );
  refused(
    "issue: SkynetLabs/skynet-webportal/pull/1325",
    "A session is for a customer or for an email, not both",
    async () => session({ customer: await customer(), customer_email: "a@example.com" }),
    exclusive("customer", "customer_email"),
  );
  refused(
    "issue: guregu/intertube/pull/10",
    "A trial in checkout ends in two days at the earliest",
    () => session({ subscription_data: { trial_end: soon } }),
    {
      param: "subscription_data[trial_end]",
      message: "The `trial_end` date has to be at least 2 days in the future.",
    },
  );
  refused(
    "d.ts: Checkout.SessionCreateParams.SubscriptionData",
    "A trial in checkout has an end or a length, not both",
    () => session({ subscription_data: { trial_end: soon + 3 * 86_400, trial_period_days: 3 } }),
    exclusive("trial_end", "trial_period_days"),
  );
  refused(
    "docs: payments/checkout/customization",
    "A session has a coupon or takes codes, not both",
    () => session({ allow_promotion_codes: true, discounts: [{ coupon: "any" }] }),
    exclusive("allow_promotion_codes", "discounts"),
  );
  refused(
    "d.ts: Checkout.SessionCreateParams.CustomText",
    "What stands beside the button has 1200 characters at most",
    () => session({ custom_text: { submit: { message: "x".repeat(1201) } } }),
    { param: "custom_text[submit][message]" },
  );
  refused(
    "d.ts: Checkout.SessionCreateParams.expires_at",
    "A session lasts thirty minutes at least",
    () => session({ expires_at: soon - 3000 }),
    { param: "expires_at" },
  );
  refused(
    "d.ts: Checkout.SessionCreateParams.expires_at",
    "A session lasts a day at most",
    () => session({ expires_at: soon + 2 * 86_400 }),
    { param: "expires_at" },
  );
  refused(
    "docs: error-codes#url-invalid",
    "A session leads back to a web address",
    () => session({ success_url: "example.com" }),
    { code: "url_invalid", param: "success_url" },
  );
  refused(
    "docs: error-codes#resource-missing",
    "A session for a customer that is not there is refused",
    () => session({ customer: "cus_nobody" }),
    { code: "resource_missing", param: "customer" },
  );
  refused(
    "d.ts: Checkout.Sessions.expire",
    "A session that is over cannot be expired",
    async () => {
      const { id } = await session();
      await stripe().checkout.sessions.expire(id);
      return stripe().checkout.sessions.expire(id);
    },
    { message: /Only Checkout Sessions with a status in \["open"\] can be expired/ },
  );
  refused(
    "docs: payments/checkout/how-checkout-works",
    "A session wants a mode",
    () => raw("/v1/checkout/sessions", { success_url: "https://example.com/ok" }),
    { code: "parameter_missing", param: "mode" },
  );
});

describe("an invoice", () => {
  const draft = async (owner: string) => {
    const { id } = await stripe().invoices.create({ customer: owner });
    await stripe().invoiceItems.create({ customer: owner, invoice: id, amount: 900, currency: "usd" });
    return id;
  };
  const open = async () => (await stripe().invoices.finalizeInvoice(await draft(await customer()))).id;
  const paid = async () => (await stripe().invoices.pay(await open())).id;
  const voided = async () => (await stripe().invoices.voidInvoice(await open())).id;

  refused(
    "docs: api/invoices/pay",
    "A paid invoice is not paid again",
    async () => stripe().invoices.pay(await paid()),
    { message: /already paid/ },
  );
  refused(
    "docs: invoicing/overview#void",
    "A void invoice is not paid",
    async () => stripe().invoices.pay(await voided()),
    {},
  );
  refused(
    "docs: api/invoices/finalize",
    "An invoice is finalized once",
    async () => stripe().invoices.finalizeInvoice(await open()),
    { message: "This invoice is already finalized, you can't re-finalize a non-draft invoice." },
  );
  refused(
    "docs: api/invoices/void",
    "A paid invoice is not voided",
    async () => stripe().invoices.voidInvoice(await paid()),
    {},
  );
  refused(
    "docs: api/invoices/void",
    "A draft is deleted, not voided",
    async () => stripe().invoices.voidInvoice(await draft(await customer())),
    {},
  );
  refused(
    "docs: api/invoices/mark_uncollectible",
    "A paid invoice is not given up",
    async () => stripe().invoices.markUncollectible(await paid()),
    {},
  );
  refused(
    "docs: api/invoices/delete",
    "An open invoice is not deleted",
    async () => stripe().invoices.del(await open()),
    {},
  );
  refused(
    "issue: stripe/stripe-node/issues/657",
    "The draft of a subscription is not deleted",
    async () => {
      const { customer: owner, subscription } = await subscribed();
      const { id } = await stripe().invoices.create({ customer: owner, subscription: subscription.id });
      return stripe().invoices.del(id);
    },
    { message: "You can't delete invoices created by subscriptions." },
  );
  refused(
    "docs: error-codes#invoice-not-editable",
    "Nothing is added to an invoice that is finalized",
    async () => {
      const owner = await customer();
      const id = await draft(owner);
      await stripe().invoices.finalizeInvoice(id);
      return stripe().invoiceItems.create({ customer: owner, invoice: id, amount: 1, currency: "usd" });
    },
    { code: "invoice_not_editable", param: "invoice" },
  );
  refused(
    "d.ts: InvoiceItemCreateParams.amount",
    "An item costs something that is said",
    async () => stripe().invoiceItems.create({ customer: await customer(), currency: "usd" }),
    { code: "parameter_missing", param: "amount" },
  );
  refused(
    "d.ts: InvoiceItemCreateParams.currency",
    "An amount is in a currency",
    async () => stripe().invoiceItems.create({ customer: await customer(), amount: 500 }),
    { code: "parameter_missing", param: "currency" },
  );
  refused(
    "d.ts: InvoiceItemCreateParams.Pricing",
    "A recurring price is no item",
    async () =>
      stripe().invoiceItems.create({ customer: await customer(), pricing: { price: prices().starter.id } }),
    { param: "pricing[price]" },
  );
  refused(
    "issue: getlago/lago-api/pull/3665",
    "An invoice is not paid with a card its customer does not have",
    async () => stripe().invoices.pay(await open(), { payment_method: "pm_card_visa" }),
    { code: "resource_missing" },
  );
  refused(
    "docs: error-codes#invoice-upcoming-none",
    "Of a subscription that ends there is no next invoice",
    async () => {
      const { subscription } = await subscribed();
      await stripe().subscriptions.update(subscription.id, { cancel_at_period_end: true });
      return stripe().invoices.createPreview({ subscription: subscription.id });
    },
    { code: "invoice_upcoming_none" },
  );
});

describe("money back", () => {
  const charged = async (card?: string) => {
    const { customer: owner } = await subscribed({}, card ?? "pm_card_visa");
    return (await stripe().charges.list({ customer: owner })).data[0]?.id ?? "";
  };
  refused(
    "issue: reactioncommerce/reaction/issues/3704",
    "More than what is left is not refunded",
    async () => {
      const charge = await charged();
      await stripe().refunds.create({ charge, amount: 900 });
      return stripe().refunds.create({ charge, amount: 2500 });
    },
    {
      param: "amount",
      message: "Refund amount ($25.00) is greater than unrefunded amount on charge ($20.00)",
    },
  );
  refused(
    "issue: Sylius/StripePlugin/pull/120",
    "What was refunded is not refunded again",
    async () => {
      const charge = await charged();
      await stripe().refunds.create({ charge });
      return stripe().refunds.create({ charge });
    },
    { code: "charge_already_refunded", message: /^Charge ch_\w+ has already been refunded\.$/ },
  );
  refused(
    "issue: Sylius/StripePlugin/pull/120",
    "What the bank took back is not refunded",
    async () => stripe().refunds.create({ charge: await charged("pm_card_createDispute") }),
    {
      code: "charge_disputed",
      message: /^Charge ch_\w+ has been charged back; cannot issue a refund\.$/,
    },
  );
  refused(
    "docs: error-codes#charge-not-refundable",
    "A charge that failed is not refunded",
    async () => {
      const { customer: owner } = await subscribed({}, "pm_card_chargeCustomerFail");
      const [charge] = (await stripe().charges.list({ customer: owner })).data;
      return stripe().refunds.create({ charge: charge?.id ?? "" });
    },
    { code: "charge_not_refundable" },
  );
  refused(
    "d.ts: RefundCreateParams",
    "A refund is of something",
    () => stripe().refunds.create({ amount: 100 }),
    {},
  );
  refused(
    "docs: error-codes#parameter-invalid-integer",
    "A refund of nothing is none",
    async () => stripe().refunds.create({ charge: await charged(), amount: 0 }),
    { ...integer, param: "amount" },
  );
  refused(
    "docs: invoicing/integration/programmatic-credit-notes",
    "A draft has no credit note",
    async () => {
      const { id: invoice } = await stripe().invoices.create({ customer: await customer() });
      return stripe().creditNotes.create({ invoice, amount: 100 });
    },
    {},
  );
  refused(
    "d.ts: CreditNoteCreateParams.credit_amount",
    "A credit note on a paid invoice says where the money goes",
    async () => {
      const { subscription } = await subscribed();
      return stripe().creditNotes.create({ invoice: String(subscription.latest_invoice), amount: 500 });
    },
    {},
  );
});

describe("a customer", () => {
  refused(
    "issue: masslight/ottehr/issues/7319",
    "An email that no mail reaches is refused",
    () => stripe().customers.create({ email: "otameshi@com" }),
    {
      code: "email_invalid",
      param: "email",
      message: "Invalid email address: otameshi@com",
    },
  );
  refused(
    "issue: fjordllc/bootcamp/issues/4134",
    "Nor is it taken later",
    async () => stripe().customers.update(await customer(), { email: "odatakeryu" }),
    { code: "email_invalid", param: "email" },
  );
  refused(
    "d.ts: CustomerCreateParams.invoice_prefix",
    "An invoice prefix is 3 to 12 capitals and digits",
    () => stripe().customers.create({ invoice_prefix: "ab" }),
    { param: "invoice_prefix" },
  );
  refused(
    "issue: stripe/stripe-php/issues/246",
    "A key of metadata has 40 characters at most",
    () => stripe().customers.create({ metadata: { ["k".repeat(41)]: "v" } }),
    { param: "metadata" },
  );
  refused(
    "issue: openedx-unsupported/ecommerce/pull/4110",
    "A value of metadata has 500 characters at most",
    () => stripe().customers.create({ metadata: { courses: "v".repeat(501) } }),
    { param: "metadata" },
  );
  refused(
    "docs: metadata",
    "Metadata has 50 keys at most",
    () =>
      stripe().customers.create({
        metadata: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "v"])),
      }),
    { param: "metadata" },
  );
  refused(
    "docs: error-codes#country-code-invalid",
    "A country has two letters",
    () => stripe().customers.create({ address: { country: "Germany" } }),
    { param: "address[country]" },
  );
  refused(
    "docs: billing/customer/tax-ids",
    "A VAT number that cannot be one is refused",
    async () => stripe().customers.createTaxId(await customer(), { type: "eu_vat", value: "DE1" }),
    { code: "tax_id_invalid" },
  );
  refused(
    "docs: billing/testing/test-clocks",
    "A test clock has three customers at most",
    async () => {
      const { id: test_clock } = await stripe().testHelpers.testClocks.create({
        frozen_time: at("2026-11-01T00:00:00Z"),
      });
      for (let index = 0; index < 3; index++) await stripe().customers.create({ test_clock });
      return stripe().customers.create({ test_clock });
    },
    { param: "test_clock" },
  );
  refused(
    "docs: api/pagination",
    "A page has 100 entries at most",
    () => stripe().customers.list({ limit: 101 }),
    { ...integer, param: "limit" },
  );
  refused(
    "docs: api/pagination",
    "A page has one entry at least",
    () => stripe().customers.list({ limit: 0 }),
    { ...integer, param: "limit" },
  );
  refused(
    "docs: api/pagination",
    "A page begins after something that is there",
    () => stripe().customers.list({ starting_after: "cus_nobody" }),
    { code: "resource_missing", param: "starting_after" },
  );
  refused(
    "docs: api/customers/update",
    "A deleted customer takes no changes",
    async () => {
      const { id } = await stripe().customers.create({});
      await stripe().customers.del(id);
      return stripe().customers.update(id, { name: "Too late" });
    },
    { status: 404, code: "resource_missing" },
  );
  refused(
    "docs: stripe-data/metadata",
    "A field that cannot be unset takes no empty string",
    () => stripe().customers.create({ test_clock: "" }),
    { code: "parameter_invalid_empty", param: "test_clock" },
  );
});

describe("a coupon", () => {
  refused(
    "d.ts: CouponCreateParams.percent_off",
    "A percentage is 100 at most",
    () => stripe().coupons.create({ percent_off: 120, duration: "once" }),
    { param: "percent_off" },
  );
  refused(
    "d.ts: CouponCreateParams.duration_in_months",
    "A coupon that repeats says for how many months",
    () => stripe().coupons.create({ percent_off: 10, duration: "repeating" }),
    { param: "duration_in_months" },
  );
  refused(
    "d.ts: CouponCreateParams.amount_off",
    "An amount off is above zero",
    () => stripe().coupons.create({ amount_off: 0, currency: "usd", duration: "once" }),
    { ...integer, param: "amount_off" },
  );
  refused(
    "docs: api/coupons/create",
    "A coupon takes off a percentage or an amount, not both",
    () => stripe().coupons.create({ percent_off: 10, amount_off: 100, currency: "usd", duration: "once" }),
    {},
  );
  refused(
    "docs: error-codes#resource-already-exists",
    "An id of a coupon is taken once",
    async () => {
      await stripe().coupons.create({ id: "ONCE", percent_off: 10, duration: "once" });
      return stripe().coupons.create({ id: "ONCE", percent_off: 10, duration: "once" });
    },
    { code: "resource_already_exists" },
  );
  refused(
    "docs: error-codes#coupon-expired",
    "A coupon beyond its number is expired",
    async () => {
      const { id: coupon } = await stripe().coupons.create({
        percent_off: 10,
        duration: "once",
        max_redemptions: 1,
      });
      await subscribed({ discounts: [{ coupon }] });
      return subscribed({ discounts: [{ coupon }] });
    },
    { code: "coupon_expired" },
  );
});

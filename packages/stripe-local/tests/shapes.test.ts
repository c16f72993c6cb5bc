import { expect, test } from "vitest";
import { routes } from "../src/resources/index.js";
import { DeclaredShapes } from "./declared-shapes.js";
import { lists } from "./lists.js";
import { createCatalog, createCustomerAt, firstItem, giveCard, withLocalStripe } from "./support.js";

const { local, stripe } = withLocalStripe();
const shapes = new DeclaredShapes();

test("every object has exactly the keys that the SDK declares, down to the nested ones", async () => {
  await livedInAccount();
  const found: string[] = [];
  const seen = new Set<string>();
  for (const path of lists) {
    const { data } = await get(`/v1/${path}${path.includes("?") ? "&" : "?"}limit=100`);
    if (data.length === 0) throw new Error(`Nothing to compare at ${path}`);
    for (const object of data) {
      seen.add(object.object);
      found.push(...shapes.mismatches(object));
    }
  }
  expect([...new Set(found)]).toEqual([]);
  expect([...seen].filter((each) => !shapes.knows(each))).toEqual([]);
});

test("answers that are not stored fit their declarations too", async () => {
  const { customer, meter, subscription } = await livedInAccount();
  const hour = Math.floor(Date.now() / 3_600_000) * 3600;
  const path = `/v1/billing/meters/${meter}/event_summaries?customer=${customer}&start_time=${hour - 7200}&end_time=${hour + 7200}`;
  const { data: summaries } = await get(path);
  const preview = await stripe().invoices.createPreview({ subscription });
  const balance = await stripe().customers.listBalanceTransactions(customer);
  const portal = await stripe().billingPortal.sessions.create({
    customer,
    flow_data: { type: "payment_method_update" },
  });
  const taxId = await stripe().customers.createTaxId(customer, { type: "eu_vat", value: "DE123456789" });
  const expanded = await stripe().subscriptions.retrieve(subscription, {
    expand: ["discounts", "latest_invoice.payments", "customer.tax_ids"],
  });
  const answers = [...summaries, preview, ...balance.data, portal, taxId, expanded];
  expect(answers.flatMap((each) => shapes.mismatches(JSON.parse(JSON.stringify(each))))).toEqual([]);
  expect(summaries).toHaveLength(1);
});

test.each([
  ["POST /v1/customers", "Customers", "CustomerCreateParams"],
  ["POST /v1/customers/:id", "Customers", "CustomerUpdateParams"],
  ["POST /v1/products", "Products", "ProductCreateParams"],
  ["POST /v1/prices", "Prices", "PriceCreateParams"],
  ["POST /v1/coupons", "Coupons", "CouponCreateParams"],
  ["POST /v1/promotion_codes", "PromotionCodes", "PromotionCodeCreateParams"],
  ["POST /v1/subscriptions", "Subscriptions", "SubscriptionCreateParams"],
  ["POST /v1/subscriptions/:id", "Subscriptions", "SubscriptionUpdateParams"],
  ["DELETE /v1/subscriptions/:id", "Subscriptions", "SubscriptionCancelParams"],
  ["POST /v1/subscriptions/:id/pause", "Subscriptions", "SubscriptionPauseParams"],
  ["POST /v1/subscriptions/:id/resume", "Subscriptions", "SubscriptionResumeParams"],
  ["POST /v1/subscription_schedules/:id", "SubscriptionSchedules", "SubscriptionScheduleUpdateParams"],
  ["POST /v1/invoices/create_preview", "Invoices", "InvoiceCreatePreviewParams"],
  ["POST /v1/invoices/:id/pay", "Invoices", "InvoicePayParams"],
  ["POST /v1/invoiceitems", "InvoiceItems", "InvoiceItemCreateParams"],
  ["POST /v1/credit_notes", "CreditNotes", "CreditNoteCreateParams"],
  ["POST /v1/setup_intents", "SetupIntents", "SetupIntentCreateParams"],
  ["POST /v1/setup_intents/:id", "SetupIntents", "SetupIntentUpdateParams"],
  ["POST /v1/payment_methods", "PaymentMethods", "PaymentMethodCreateParams"],
  ["POST /v1/payment_methods/:id", "PaymentMethods", "PaymentMethodUpdateParams"],
  ["POST /v1/checkout/sessions", "Checkout/Sessions", "Checkout.SessionCreateParams"],
  ["POST /v1/billing_portal/sessions", "BillingPortal/Sessions", "BillingPortal.SessionCreateParams"],
  ["POST /v1/billing/meter_events", "Billing/MeterEvents", "Billing.MeterEventCreateParams"],
])("%s takes only parameters that the SDK can send", (pattern, file, name) => {
  const [method, path] = pattern.split(" ");
  const route = routes.find((each) => each.method === method && each.parts.join("/") === path);
  const declared = shapes.keysOf(file, name);
  expect(route?.accepts.length).toBeGreaterThan(0);
  expect(route?.accepts.filter((key) => !declared.includes(key))).toEqual([]);
});

test("the comparison sees a missing key, an undeclared one, a wrong null, and all of that further down", () => {
  const endpoint = {
    id: "we_1",
    object: "webhook_endpoint",
    api_version: null,
    application: null,
    created: 1,
    description: null,
    enabled_events: [],
    livemode: false,
    metadata: {},
    status: null,
    extra: 1,
  };
  expect(shapes.mismatches(endpoint)).toEqual([
    "WebhookEndpoint.url is missing",
    "WebhookEndpoint.status may not be null",
    "WebhookEndpoint.extra is not declared",
  ]);
  const clock = {
    id: "c",
    object: "test_helpers.test_clock",
    created: 1,
    deletes_after: 1,
    frozen_time: 1,
    livemode: false,
    name: null,
    status: "advancing",
    status_details: { advancing: { target: 1 } },
  };
  expect(shapes.mismatches([clock])).toEqual([
    "[] TestClock.status_details.advancing.target_frozen_time is missing",
    "[] TestClock.status_details.advancing.target is not declared",
  ]);
});

/** A bit of everything: enough for each kind of object to exist with its optional parts. */
async function livedInAccount() {
  const prices = await createCatalog(stripe());
  const meter = await stripe().billing.meters.create({
    display_name: "Calls",
    event_name: `calls_${Date.now()}`,
    default_aggregation: { formula: "sum" },
  });
  const coupon = await stripe().coupons.create({
    percent_off: 20,
    duration: "forever",
    applies_to: { products: [String(prices.starter.product)] },
  });
  await stripe().promotionCodes.create({ promotion: { type: "coupon", coupon: coupon.id } });
  await stripe().webhookEndpoints.create({
    url: "http://127.0.0.1:9/hook",
    enabled_events: ["terminal.reader.action_failed"],
  });
  await stripe().billingPortal.configurations.create({ features: { invoice_history: { enabled: true } } });
  const buyer = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
  const subscription = await stripe().subscriptions.create({
    customer: buyer.customer,
    items: [{ price: prices.starter.id }],
    discounts: [{ coupon: coupon.id }],
    trial_period_days: 5,
  });
  await buyer.to("2026-11-10T00:00:00Z");
  await stripe().subscriptions.update(subscription.id, {
    items: [{ id: firstItem(subscription).id, price: prices.professional.id }],
    proration_behavior: "always_invoice",
  });
  await giveCard(stripe(), buyer.customer, "pm_card_chargeCustomerFail");
  await stripe().subscriptions.update(subscription.id, {
    items: [
      { id: firstItem(subscription).id, price: prices.starter.id },
      { price: prices.seat.id, quantity: 40 },
    ],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  await stripe().subscriptionSchedules.create({ from_subscription: subscription.id });
  const doubter = await createCustomerAt(stripe(), "2026-11-01T00:00:00Z");
  await giveCard(stripe(), doubter.customer, "pm_card_createDispute");
  await stripe().subscriptions.create({ customer: doubter.customer, items: [{ price: prices.starter.id }] });
  const paid = (await stripe().invoices.list({ customer: buyer.customer, status: "paid" })).data.find(
    (invoice) => invoice.amount_paid > 100,
  );
  await stripe().creditNotes.create({
    invoice: paid?.id ?? "",
    amount: 100,
    refund_amount: 50,
    credit_amount: 50,
  });
  const walkIn = await stripe().customers.create({
    email: "walk-in@example.com",
    address: { country: "DE" },
  });
  await stripe().setupIntents.create({
    customer: walkIn.id,
    payment_method: "pm_card_authenticationRequired",
    confirm: true,
    return_url: "https://example.com/back",
  });
  const declined = { customer: walkIn.id, payment_method: "pm_card_visa_chargeDeclined", confirm: true };
  const never = { automatic_payment_methods: { enabled: true, allow_redirects: "never" } } as const;
  await expect(stripe().setupIntents.create({ ...declined, ...never })).rejects.toThrow("declined");
  await stripe().customers.createBalanceTransaction(walkIn.id, { amount: -100, currency: "usd" });
  await stripe().billing.meterEvents.create({
    event_name: meter.event_name,
    payload: { stripe_customer_id: walkIn.id, value: "3" },
  });
  await stripe().checkout.sessions.create({
    mode: "subscription",
    customer: walkIn.id,
    line_items: [{ price: prices.starter.id, quantity: 1 }],
    success_url: "https://example.com/ok",
    automatic_tax: { enabled: true },
  });
  const own = await stripe().subscriptions.create({
    customer: walkIn.id,
    items: [{ price: prices.starter.id }],
    trial_period_days: 7,
    automatic_tax: { enabled: true },
    discounts: [{ coupon: coupon.id }],
  });
  local().emulator.control.setSettings({ meterLagMs: 0 });
  return { customer: walkIn.id, meter: meter.id, subscription: own.id };
}

async function get(path: string): Promise<{ data: { object: string }[] }> {
  const response = await fetch(`${local().url}${path}`, {
    headers: { authorization: "Bearer sk_test_local" },
  });
  expect(response.status, path).toBe(200);
  return response.json();
}

import { readdirSync, readFileSync } from "node:fs";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findAccountId } from "@/lib/billing/stripe/account";
import { cancelAtOnce } from "@/lib/billing/stripe/cancel-at-once";
import { previewUpdate, updateItems } from "@/lib/billing/stripe/changes";
import {
  closeCheckoutSession,
  createCheckoutSession,
  getCheckoutSession,
} from "@/lib/billing/stripe/checkout";
import { isRefusedByStripe, withStripe } from "@/lib/billing/stripe/client";
import { createCustomer } from "@/lib/billing/stripe/customer";
import { listUndelivered } from "@/lib/billing/stripe/events";
import {
  cancelAtPeriodEnd,
  cancelNow,
  endTrial,
  pauseSubscription,
  removeCancellation,
  resumeSubscription,
} from "@/lib/billing/stripe/lifecycle";
import { addMeteredItem } from "@/lib/billing/stripe/metered-item";
import { putMeter, readUsage, reportUsage } from "@/lib/billing/stripe/meters";
import { readNextInvoice } from "@/lib/billing/stripe/next-invoice";
import { holdCollection, moveTrialEnd, releaseCollection } from "@/lib/billing/stripe/operations";
import { chargeInvoice, declineOf, voidInvoice } from "@/lib/billing/stripe/payment";
import { createPortalSession, putPortal } from "@/lib/billing/stripe/portal";
import { createPrice, listPrices, putProduct } from "@/lib/billing/stripe/prices";
import { findPromotionCodeId, redeemPromotionCode } from "@/lib/billing/stripe/promotion";
import { fetchSnapshot } from "@/lib/billing/stripe/read";
import { putRecipient, refusesTaxId } from "@/lib/billing/stripe/recipient";
import { releaseSchedule, scheduleItems } from "@/lib/billing/stripe/schedule";
import { readStanding } from "@/lib/billing/stripe/standing";
import { giveStayingDiscount } from "@/lib/billing/stripe/staying-discount";
import { readPercents } from "@/lib/billing/stripe/tax-rates";
import {
  wholeCharge,
  wholeCustomer,
  wholeInvoice,
  wholeSubscription,
} from "@/lib/billing/stripe/whole-lists";
import { calls } from "./contract/calls";
import { type Contract, startContract } from "./contract/world";

const folder = "lib/billing/stripe";
let contract: Contract;
const made = { product: "", base: "", seat: "", metered: "", meter: "", customer: "", subscription: "" };
beforeAll(async () => {
  contract = await startContract();
});
afterAll(() => contract.stop());

const key = (step: string) => `contract:${contract.run}:${step}`;
const keyed = (deed: string) => (step: string) => key(`${deed}:${step}`);
const soon = () => Math.floor(Date.now() / 1_000);
const recipient = (value: string) => ({
  ...{ name: "Acme GmbH", line1: "Hauptstr. 1", city: "Berlin", country: "DE", email: "billing@example.com" },
  taxId: { type: "eu_vat", value },
});

async function subscribed(card = "pm_card_visa", more: Partial<Stripe.SubscriptionCreateParams> = {}) {
  const { dashboard } = contract;
  const customer = await createCustomer(
    { tenantId: "contract", name: "Contract", email: null },
    key(`customer:${Math.random()}`),
  );
  const { id: method } = await dashboard.paymentMethods.attach(card, { customer });
  await dashboard.customers.update(customer, { invoice_settings: { default_payment_method: method } });
  const subscription = await dashboard.subscriptions.create({
    customer,
    items: [{ price: made.base, quantity: 1 }],
    billing_mode: { type: "flexible", flexible: { proration_discounts: "itemized" } },
    ...more,
  });
  return { customer, subscription };
}

describe("what we sell", () => {
  test("the account is known, or the key may not ask for it", async () => {
    expect((await findAccountId()) ?? "acct_unknown").toMatch(/^acct_/);
  });

  test("a meter is made once", async () => {
    made.meter = await putMeter("apiCalls");
    expect(await putMeter("apiCalls")).toBe(made.meter);
  });

  test("a product is made, then given another name", async () => {
    made.product = `contract_${contract.run}`;
    await putProduct({ id: made.product, name: "Contract", metadata: { contract: "1" } });
    await putProduct({ id: made.product, name: "Contract renamed", metadata: {} });
    const { data } = await contract.dashboard.products.list({ ids: [made.product] });
    expect(data.map(({ name }) => name)).toEqual(["Contract renamed"]);
  });

  test("prices are made and found by what they are called", async () => {
    const terms = { productId: made.product, currency: "usd", months: 1, metered: null };
    const amounts = { usd: "2900", eur: "2700", jpy: "4350" };
    const lookup = (name: string) => `contract_${contract.run}_${name}`;
    made.base = await createPrice({ ...terms, lookupKey: lookup("base"), amounts }, {});
    made.seat = await createPrice({ ...terms, lookupKey: lookup("seat"), amounts: { usd: "1200" } }, {});
    const ofUse = {
      ...terms,
      lookupKey: lookup("use"),
      amounts: { usd: "0.05", jpy: "0.075" },
      metered: { meterId: made.meter, included: 1_000 },
    };
    made.metered = await createPrice(ofUse, {});
    const found = await listPrices([lookup("base"), lookup("use")]);
    expect(found).toHaveLength(2);
    expect(found).toContainEqual({ ...terms, id: made.base, lookupKey: lookup("base"), amounts });
    expect(found).toContainEqual({ ...ofUse, id: made.metered });
  });
});

describe("who buys", () => {
  test("a customer is made once under a key", async () => {
    const wanted = { tenantId: "contract", name: "Contract", email: "contract@example.com" };
    made.customer = await createCustomer(wanted, key("customer"));
    expect(await createCustomer(wanted, key("customer"))).toBe(made.customer);
  });

  test("invoices are made out to somebody, whose tax id takes the place of the one before", async () => {
    await putRecipient(made.customer, recipient("DE123456789"), keyed("recipient"));
    await putRecipient(made.customer, recipient("DE129273398"), keyed("recipient again"));
    const { data } = await contract.dashboard.customers.listTaxIds(made.customer);
    expect(data.map(({ value }) => value)).toEqual(["DE129273398"]);
  });

  test("a tax id that cannot be one is refused as such", async () => {
    const refusal = await putRecipient(made.customer, recipient("DE1"), keyed("bad tax id")).catch(
      (error) => error,
    );
    expect(refusesTaxId(refusal)).toBe(true);
  });

  test("the portal has a page", async () => {
    await putPortal();
    const back = "https://example.com/billing";
    expect(await createPortalSession(made.customer, back, "payment_method_update")).toMatch(/^https?:/);
  });

  test("a checkout is open until it is closed", async () => {
    const checkout = {
      ...{ tenantId: "contract", customerId: made.customer, metadata: { plan: "contract" }, trialDays: 14 },
      currency: "usd",
      items: [{ priceId: made.base, quantity: 1 }],
      note: "You save $198 a year compared with paying by the month.",
      successUrl: "https://example.com/ok",
      cancelUrl: "https://example.com/back",
    };
    const { id, url } = await createCheckoutSession(checkout, key("checkout"));
    expect(url).toMatch(/^https?:/);
    expect((await getCheckoutSession(id)).status).toBe("open");
    expect((await closeCheckoutSession(id)).status).toBe("expired");
    expect((await closeCheckoutSession(id)).status).toBe("expired");
  });
});

describe("a subscription", () => {
  let bought: Awaited<ReturnType<typeof subscribed>>;
  const id = () => bought.subscription.id;
  beforeAll(async () => {
    bought = await subscribed();
  });

  test("is read with what decides about it", async () => {
    expect(await readStanding(id())).toMatchObject({ customerId: bought.customer, hasCard: true });
  });

  test("is previewed and changed", async () => {
    const update = {
      ...{ subscriptionId: id(), startsOver: false, prorationDate: null, promotionCodeId: null },
      meteredPriceIds: [],
      items: [{ priceId: made.seat, quantity: 2 }],
      proration: "always_invoice" as const,
    };
    const { ownLines } = await previewUpdate({ ...update, proration: "create_prorations" }, "next");
    expect(ownLines.length).toBeGreaterThan(0);
    const { items } = await updateItems(update, key("update"));
    expect(items).toHaveLength(2);
  });

  test("is scheduled to become other items, and released", async () => {
    const items = [{ priceId: made.base, quantity: 1 }];
    const wanted = {
      subscriptionId: id(),
      items,
      interval: "monthly" as const,
      startsOver: false,
      discountIds: [],
    };
    await scheduleItems(wanted, (step) => key(`schedule:${step}`));
    const { schedule } = await contract.dashboard.subscriptions.retrieve(id());
    await releaseSchedule(String(schedule), key("release"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).schedule).toBeNull();
  });

  test("is billed by use", async () => {
    await addMeteredItem(id(), made.metered);
    const at = new Date();
    const report = { metric: "apiCalls" as const, customerId: bought.customer, total: "3", at };
    await reportUsage({ ...report, identifier: key("usage") });
    await reportUsage({ ...report, identifier: key("usage") });
    const used = await readUsage("apiCalls", bought.customer, {
      startsAt: new Date(at.getTime() - 60_000),
      endsAt: at,
    });
    expect(used === null || used >= 0).toBe(true);
    expect((await readNextInvoice(id())).lines.length).toBeGreaterThan(1);
  });

  test("is set to end, and goes on", async () => {
    await cancelAtPeriodEnd(id(), { feedback: "too_expensive", comment: null }, key("cancel"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).cancel_at).not.toBeNull();
    await removeCancellation(id(), key("go on"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).cancel_at).toBeNull();
  });

  test("is given discounts by code and for staying", async () => {
    const coupon = await contract.dashboard.coupons.create({ percent_off: 10, duration: "forever" });
    const code = `C${contract.run}`.toUpperCase();
    await contract.dashboard.promotionCodes.create({
      promotion: { type: "coupon", coupon: coupon.id },
      code,
    });
    const found = await findPromotionCodeId(code.toLowerCase(), bought.customer);
    await redeemPromotionCode(id(), found ?? "", key("redeem"));
    expect(await findPromotionCodeId(`${code}NONE`, bought.customer)).toBeNull();
    const offer = { percentOff: 20, months: 3, intentId: "int_contract" };
    await giveStayingDiscount(id(), offer, key("stay"));
    await giveStayingDiscount(id(), offer, key("stay again"));
  });

  test("holds its collection and lets it go", async () => {
    await holdCollection(id(), new Date(Date.now() + 10 * 86_400_000), key("hold"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).pause_collection).toMatchObject({
      behavior: "void",
    });
    await releaseCollection(id(), key("let go"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).pause_collection).toBeNull();
  });

  test("stands still and goes on", async () => {
    await pauseSubscription(id(), key("pause"));
    expect((await contract.dashboard.subscriptions.retrieve(id())).status).toBe("paused");
    expect((await resumeSubscription(id(), key("resume"))).status).toBe("active");
  });

  test("is read whole with all that belongs to its customer", async () => {
    const { invoices, subscriptions, attempts } = await fetchSnapshot(bought.customer);
    expect([invoices.length > 1, subscriptions.length, attempts.length > 0]).toEqual([true, 1, true]);
  });

  test("ends at once, also when it has ended already", async () => {
    await cancelAtOnce(id());
    await cancelAtOnce(id());
    expect((await contract.dashboard.subscriptions.retrieve(id())).status).toBe("canceled");
    const refusal = await cancelNow(id(), { feedback: null, comment: null }, key("late")).catch(
      (error) => error,
    );
    expect(isRefusedByStripe(refusal)).toBe(true);
  });

  test("that was never paid for ends at once, too, and once more", async () => {
    const { subscription } = await subscribed("pm_card_chargeCustomerFail");
    await cancelAtOnce(subscription.id);
    await cancelAtOnce(subscription.id);
    expect((await contract.dashboard.subscriptions.retrieve(subscription.id)).status).toBe(
      "incomplete_expired",
    );
  });

  test("in a trial is moved, then paid for", async () => {
    const { subscription } = await subscribed("pm_card_visa", { trial_period_days: 7 });
    await moveTrialEnd(subscription.id, new Date((soon() + 10 * 86_400) * 1_000), key("move trial"));
    expect((await endTrial(subscription.id, key("end trial"))).status).toBe("active");
  });
});

describe("money", () => {
  test("of a card that fails is not taken, and its invoice can be given up", async () => {
    const { subscription, customer } = await subscribed("pm_card_chargeCustomerFail");
    const invoice = String(subscription.latest_invoice);
    expect(declineOf(await chargeInvoice(invoice, key("charge")).catch((error) => error))).not.toBeNull();
    expect((await fetchSnapshot(customer)).invoices).toMatchObject([{ status: "open" }]);
    await voidInvoice(invoice, key("void"));
  });

  test("that the bank takes back, and that we credit, is read with the rest", async () => {
    const { subscription, customer } = await subscribed("pm_card_createDispute");
    const invoice = String(subscription.latest_invoice);
    await contract.dashboard.creditNotes.create({ invoice, amount: 100, credit_amount: 100 });
    const { adjustments } = await fetchSnapshot(customer);
    expect(adjustments).toMatchObject([{ amount: 100 }]);
  });

  test("has lists that go on beyond what an object embeds", async () => {
    const { subscription, customer } = await subscribed();
    const goesOn = <T extends object>(list: T): T => ({ ...list, has_more: true });
    const { dashboard } = contract;
    const invoice = await dashboard.invoices.retrieve(String(subscription.latest_invoice), {
      expand: ["payments"],
    });
    const [charge] = (await dashboard.charges.list({ customer, expand: ["data.refunds"] })).data;
    const owner = await dashboard.customers.retrieve(customer, { expand: ["tax_ids"] });
    if (owner.deleted || !owner.tax_ids || !charge?.refunds || !invoice.payments)
      throw new Error("not expanded");
    const { tax_ids, ...buyer } = owner;
    const { refunds } = charge;
    const { payments, lines } = invoice;
    await withStripe(async (stripe) => {
      const whole = await wholeInvoice(stripe, {
        ...invoice,
        lines: goesOn(lines),
        payments: goesOn(payments),
      });
      expect([whole.lines.data.length, whole.payments?.data.length]).toEqual([1, 1]);
      const items = goesOn(subscription.items);
      expect((await wholeSubscription(stripe, { ...subscription, items })).items.data).toHaveLength(1);
      expect((await wholeCharge(stripe, { ...charge, refunds: goesOn(refunds) })).refunds?.data).toEqual([]);
      expect((await wholeCustomer(stripe, { ...buyer, tax_ids: goesOn(tax_ids) })).deleted).toBeFalsy();
    });
  });

  test("has tax rates, and one that is not there is refused", async () => {
    const rate = { tax_rate: "txr_nobody" };
    const taxes = [{ tax_rate_details: rate }] as Stripe.Invoice["total_taxes"];
    const refusal = await withStripe((stripe) => readPercents(stripe, [{ total_taxes: taxes }])).catch(
      (error) => error,
    );
    expect(refusal).toMatchObject({ statusCode: 404, code: "resource_missing" });
    expect(isRefusedByStripe(refusal)).toBe(true);
  });

  test("and all else is told in events, whose list has an end", async () => {
    const { events, until } = await listUndelivered(new Date(Date.now() - 3_600_000));
    expect(Array.isArray(events) && !Number.isNaN(until.getTime())).toBe(true);
  });
});

describe("the list of calls", () => {
  test("names each that the code makes, and no other", () => {
    const text = readdirSync(folder)
      .map((file) => readFileSync(`${folder}/${file}`, "utf8").replaceAll(/\s*\.\s*/g, "."))
      .join("\n");
    const named = new Set([...text.matchAll(/\bstripe\.((?:\w+\.)+\w+)\(/g)].map(([, name]) => name ?? ""));
    expect([...named].toSorted()).toEqual(Object.keys(calls).toSorted());
  });

  test("has been gone through above, each call at its place with its parameters", () => {
    const made = new Map<string, Set<string>>();
    for (const { place, params } of contract.recorded) {
      const known = made.get(placeOf(place)) ?? new Set();
      for (const name of params) known.add(name.replace(/\[.*/, ""));
      made.set(placeOf(place), known);
    }
    const listed = Object.values(calls).map(({ place, params }) => [place, params.toSorted()]);
    const asked = [...made].map(([place, params]) => [place, [...params].toSorted()]);
    expect(Object.fromEntries(asked)).toEqual(Object.fromEntries(listed));
  });

  test("is what .env.example says a restricted key has to be allowed", () => {
    const [, write = "", read = ""] =
      /#\s+write:([\s\S]*?)#\s+read:([\s\S]*?)STRIPE_SECRET_KEY=/.exec(
        readFileSync(".env.example", "utf8"),
      ) ?? [];
    const flat = (rights: string) => rights.replaceAll(/\s*\n#\s*/g, " ");
    const missing = Object.entries(calls).filter(([, { place, right }]) => {
      const isWrite = !place.startsWith("GET");
      return !flat(write).includes(right) && (isWrite || !flat(read).includes(right));
    });
    expect(missing.map(([name, { right }]) => `${name}: ${right}`)).toEqual([]);
  });
});

/** The listed call a request was, or the request with a question mark. */
function placeOf(request: string): string {
  const [method, path = ""] = request.split(" ");
  const parts = path.split("/");
  const fits = (place: string) => {
    const [listedMethod, listed = ""] = place.split(" ");
    const names = listed.split("/");
    return (
      listedMethod === method &&
      names.length === parts.length &&
      names.every((name, index) => name === ":id" || name === parts[index])
    );
  };
  const places = Object.values(calls).map(({ place }) => place);
  // `create_preview` is no id.
  return places.find((place) => place === request) ?? places.find(fits) ?? `? ${request}`;
}

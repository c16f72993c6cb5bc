import { expect, test } from "vitest";
import {
  createCardForm,
  detachCard,
  findGivenCard,
  putDefaultCard,
  readCards,
} from "@/lib/billing/stripe/cards";
import {
  closeCheckoutSession,
  createCheckoutSession,
  getCheckoutSession,
} from "@/lib/billing/stripe/checkout";
import { createCustomer } from "@/lib/billing/stripe/customer";
import { createPortalSession, putPortal, readPortalChanges } from "@/lib/billing/stripe/portal";
import { putRecipient, refusesTaxId } from "@/lib/billing/stripe/recipient";
import { contract, key, keyed, made, subscribed } from "./shared";

let payer = "";

const recipient = (value: string) => ({
  ...{ name: "Acme GmbH", line1: "Hauptstr. 1", city: "Berlin", country: "DE", email: "billing@example.com" },
  taxId: { type: "eu_vat", value },
});

export function whoBuys() {
  test("a customer is made once under a key", async () => {
    const wanted = { tenantId: "contract", name: "Contract", email: "contract@example.com" };
    payer = await createCustomer(wanted, key("customer"));
    expect(await createCustomer(wanted, key("customer"))).toBe(payer);
  });

  test("invoices are made out to somebody, whose tax id takes the place of the one before", async () => {
    await putRecipient(payer, recipient("DE123456789"), keyed("recipient"));
    await putRecipient(payer, recipient("DE129273398"), keyed("recipient again"));
    const { data } = await contract().dashboard.customers.listTaxIds(payer);
    expect(data.map(({ value }) => value)).toEqual(["DE129273398"]);
  });

  test("a tax id that cannot be one is refused as such", async () => {
    const refusal = await putRecipient(payer, recipient("DE1"), keyed("bad tax id")).catch((error) => error);
    expect(refusesTaxId(refusal)).toBe(true);
  });

  test("the portal has a page, and is set right where somebody changed it", async () => {
    await putPortal();
    const { configurations } = contract().dashboard.billingPortal;
    const { data } = await configurations.list({ active: true, limit: 100 });
    const ours = data.find(({ metadata }) => metadata?.platform === "1");
    await configurations.update(ours?.id ?? "", { features: { invoice_history: { enabled: false } } });
    expect(await readPortalChanges()).toEqual(["invoice_history"]);
    await putPortal();
    expect(await readPortalChanges()).toEqual([]);
    const back = "https://example.com/billing";
    expect(await createPortalSession(payer, back, "payment_method_update")).toMatch(/^https?:/);
  });

  test("a checkout is open until it is closed", async () => {
    const checkout = {
      ...{ tenantId: "contract", customerId: payer, metadata: { plan: "contract" }, trialDays: 14 },
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

  test("cards are listed, one of them is charged, and another goes", async () => {
    const { dashboard } = contract();
    const { customer, subscription, method: visa } = await subscribed();
    await dashboard.subscriptions.update(subscription.id, { default_payment_method: visa });
    const { id: other } = await dashboard.paymentMethods.attach("pm_card_mastercard", { customer });
    await putDefaultCard(customer, other, keyed("default card"));
    const both = [
      expect.objectContaining({ id: other, brand: "mastercard", isDefault: true }),
      expect.objectContaining({ id: visa, brand: "visa", isDefault: false }),
    ];
    expect(await readCards({ customerId: customer, isChargedLater: false })).toEqual({
      cards: both,
      isOwed: true,
    });
    await detachCard(visa, key("detach"));
    expect(
      (await readCards({ customerId: customer, isChargedLater: false })).cards.map(({ id }) => id),
    ).toEqual([other]);
  });

  test("the page for another card has none until it was given there", async () => {
    const { customer } = await subscribed();
    const { dashboard, run } = contract();
    const successUrl = `https://example.com/${run}?session={CHECKOUT_SESSION_ID}`;
    const form = { tenantId: "contract", customerId: customer, successUrl, cancelUrl: successUrl };
    expect(await createCardForm(form, key("card form"))).toMatch(/^https?:/);
    const { data } = await dashboard.checkout.sessions.list({ customer });
    expect(data).toMatchObject([{ mode: "setup", status: "open", payment_method_types: ["card"] }]);
    expect(await findGivenCard(customer, data[0]?.id ?? "")).toBeNull();
  });
}

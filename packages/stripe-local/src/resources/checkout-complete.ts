import { confirmOwner } from "../billing/challenges.js";
import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { CheckoutSession, Invoice } from "../types.js";
import { createCustomer, updateCustomer } from "./customers.js";
import { attachMethod, createMethod } from "./payment-methods.js";
import { createSubscription } from "./subscription-create.js";
import type { CreateInput } from "./subscription-inputs.js";
import { createTaxId } from "./tax-ids.js";

/** What a buyer enters on the hosted page. */
export interface Buyer {
  email: string;
  name: string;
  /** Whom the invoice is made out to, where that is not who holds the card. */
  company: string;
  country: string;
  line1: string;
  city: string;
  postalCode: string;
  taxId: { type: string; value: string } | null;
  card: { number: string; exp_month: number; exp_year: number } | null;
  promotionCode: string | null;
  /** Whether the bank has heard from the card's owner. */
  isConfirmed: boolean;
}

/** Sells what the session offers. A refused card throws and leaves nothing behind; the session stays open. */
export function completeSession(sandbox: Sandbox, id: string, buyer: Buyer): CheckoutSession {
  const session = sandbox.store.get("checkout.session", id);
  if (session.status !== "open") throw invalid("This checkout session is no longer open.");
  const customer = settleCustomer(sandbox, session, buyer);
  const method = buyer.card && attachMethod(sandbox, newCard(sandbox, buyer), customer);
  if (method && buyer.isConfirmed) confirmOwner(sandbox, method.id);
  const input = subscriptionInput(sandbox, session, customer, buyer);
  const subscription = createSubscription(sandbox, {
    ...input,
    ...(method ? { default_payment_method: method.id } : {}),
    payment_behavior: "error_if_incomplete",
  });
  const invoice = sandbox.store.get("invoice", subscription.latest_invoice ?? "");
  return markComplete(sandbox, session, buyer, { customer, subscription: subscription.id, invoice });
}

/** What it would cost now: the sale is made and taken back. */
export function quote(sandbox: Sandbox, id: string, buyer: Buyer): Invoice {
  return sandbox.store.rehearse(() => {
    const session = sandbox.store.get("checkout.session", id);
    const customer = settleCustomer(sandbox, session, buyer);
    const input = subscriptionInput(sandbox, session, customer, buyer);
    const subscription = createSubscription(sandbox, { ...input, payment_behavior: "default_incomplete" });
    return sandbox.store.get("invoice", subscription.latest_invoice ?? "");
  });
}

function settleCustomer(sandbox: Sandbox, session: CheckoutSession, buyer: Buyer): string {
  const { updatesCustomer } = sandbox.store.get("_order", session.id);
  const { country, line1, city, postalCode: postal_code } = buyer;
  const address = { country, line1, city, postal_code };
  const name = buyer.company || buyer.name;
  if (!session.customer) {
    return createCustomer(sandbox, { email: buyer.email, name, address }).id;
  }
  updateCustomer(
    sandbox,
    {
      ...(updatesCustomer.address ? { address } : {}),
      ...(updatesCustomer.name ? { name } : {}),
    },
    session.customer,
  );
  if (buyer.taxId?.value) createTaxId(sandbox, buyer.taxId, session.customer);
  return session.customer;
}

function newCard(sandbox: Sandbox, buyer: Buyer): string {
  const { email, name, country, line1, postalCode } = buyer;
  return createMethod(sandbox, {
    type: "card",
    ...(buyer.card ? { card: buyer.card } : {}),
    billing_details: { email, name, address: { country, line1, postal_code: postalCode } },
  }).id;
}

function subscriptionInput(
  sandbox: Sandbox,
  session: CheckoutSession,
  customer: string,
  buyer: Buyer,
): CreateInput {
  const { items, subscription } = sandbox.store.get("_order", session.id);
  const { type, prorationDiscounts } = subscription.billingMode;
  const typed = buyer.promotionCode ? [{ promotion_code: buyer.promotionCode }] : [];
  const offered = (session.discounts ?? []).map(({ coupon, promotion_code }) => ({
    ...(promotion_code ? { promotion_code } : { coupon: coupon ?? "" }),
  }));
  return {
    customer,
    ...(session.currency ? { currency: session.currency } : {}),
    items,
    metadata: subscription.metadata,
    billing_mode: {
      type,
      ...(type === "flexible" ? { flexible: { proration_discounts: prorationDiscounts } } : {}),
    },
    discounts: typed.length > 0 ? typed : offered,
    trial_settings: { end_behavior: { missing_payment_method: subscription.missingPaymentMethod } },
    automatic_tax: { enabled: session.automatic_tax.enabled },
    ...(subscription.description ? { description: subscription.description } : {}),
    ...(subscription.trialDays ? { trial_period_days: subscription.trialDays } : {}),
  };
}

function markComplete(
  sandbox: Sandbox,
  session: CheckoutSession,
  buyer: Buyer,
  sold: { customer: string; subscription: string; invoice: Invoice },
): CheckoutSession {
  const { invoice } = sold;
  const sumOf = (amounts: { amount: number }[] | null) =>
    (amounts ?? []).reduce((sum, each) => sum + each.amount, 0);
  const completed = sandbox.store.change("checkout.session", session.id, {
    status: "complete",
    url: null,
    customer: sold.customer,
    subscription: sold.subscription,
    invoice: invoice.id,
    payment_status: invoice.amount_due > 0 ? "paid" : "no_payment_required",
    amount_subtotal: invoice.subtotal,
    amount_total: invoice.total,
    automatic_tax: { ...session.automatic_tax, status: session.automatic_tax.enabled ? "complete" : null },
    total_details: {
      amount_discount: sumOf(invoice.total_discount_amounts),
      amount_shipping: 0,
      amount_tax: sumOf(invoice.total_taxes),
    },
    customer_details: {
      address: invoice.customer_address,
      business_name: null,
      email: invoice.customer_email,
      individual_name: null,
      name: buyer.name,
      phone: null,
      tax_exempt: "none",
      tax_ids: [],
    },
  });
  sandbox.emit("checkout.session.completed", completed);
  return completed;
}

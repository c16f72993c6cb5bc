import { productName, unitText } from "../billing/lines.js";
import { money } from "../billing/money.js";
import { usableCode } from "../billing/redeeming.js";
import { wantedItems } from "../billing/session-items.js";
import { ApiError } from "../errors.js";
import { type Buyer, completeSession, quote } from "../resources/checkout-complete.js";
import type { Sandbox } from "../sandbox.js";
import type { CheckoutSession, Invoice, Order } from "../types.js";
import { cardFields, type Errors, errorField, readCard, testCardHints } from "./card-form.js";
import { challengePage, NOT_CONFIRMED, paymentChallenge } from "./challenge.js";
import { setupPage } from "./checkout-setup.js";
import { day, field, type Html, html, page, redirect, select } from "./html.js";
import type { PageContext } from "./index.js";
import { LOCAL_NOTICE, message } from "./notice.js";
import { COUNTRIES, submitNote, successUrl } from "./session.js";
import { styles } from "./styles.js";

interface View {
  session: CheckoutSession;
  order: Order;
  typed: URLSearchParams;
  errors: Errors;
}

/** The hosted payment page: shows the order, takes a test card, and sends the buyer back. */
export async function checkoutPage(context: PageContext, request: Request, id: string): Promise<Response> {
  const { sandbox } = context;
  const session = sandbox.store.find("checkout.session", id);
  if (!session)
    return message(
      "Nothing to pay here",
      "This checkout link does not exist. Start again from the application.",
      404,
    );
  if (session.status === "complete") return redirect(successUrl(session));
  if (session.status !== "open")
    return message("This checkout has expired", "Go back to the application and start again.", 410);
  if (session.mode === "setup") return setupPage(context, request, session);
  const order = sandbox.store.get("_order", id);
  const typed =
    request.method === "POST" ? new URLSearchParams(await request.text()) : initialValues(sandbox, session);
  const view: View = { session, order, typed, errors: {} };
  if (typed.get("intent") === "pay") return pay(context, view);
  return show(sandbox, view);
}

async function pay(context: PageContext, view: View): Promise<Response> {
  const { sandbox, deliverer } = context;
  const { session, errors } = view;
  const buyer = readBuyer(sandbox, view);
  if (view.typed.get("challenge") === "fail") errors.number = NOT_CONFIRMED;
  if (Object.keys(errors).length > 0) return show(sandbox, view);
  try {
    const completed = sandbox.transaction(() => completeSession(sandbox, session.id, buyer));
    const event = sandbox.store.where("event", "object", session.id).at(-1);
    if (event) await deliverer.acknowledged(event.id, 10_000);
    return redirect(successUrl(completed));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.body.code === "subscription_payment_intent_requires_action")
      return challengePage(view.typed, paymentChallenge(amountOf(sandbox, view)));
    if (error.status === 402) errors[errorField(error.body.code)] = `${error.message} Try another card.`;
    else if (error.body.code === "tax_id_invalid")
      errors.tax_id = "This is not a VAT number of that country.";
    else errors.form = error.message;
    return show(sandbox, view);
  }
}

function amountOf(sandbox: Sandbox, view: View): string {
  const buyer = { ...buyerOf(sandbox, view), taxId: null };
  const { amount_due: due, currency } = sandbox.transaction(() => quote(sandbox, view.session.id, buyer));
  return money(due, currency);
}

function readBuyer(sandbox: Sandbox, view: View): Buyer {
  const { typed, errors, session } = view;
  const value = (name: string) => (typed.get(name) ?? "").trim();
  if (!/^\S+@\S+\.\S+$/.test(value("email"))) errors.email = "Enter an email address for the receipt.";
  if (value("name") === "") errors.name = "Enter the name on the card.";
  if (asksAddress(session) && value("line1") === "") errors.line1 = "Enter the street and number.";
  if (asksAddress(session) && value("city") === "") errors.city = "Enter the city.";
  const isCardNeeded = needsCard(view) || value("number") !== "";
  const card = isCardNeeded ? readCard(typed, errors, sandbox.nowOf(session.customer)) : null;
  return { ...buyerOf(sandbox, view), card };
}

function buyerOf(sandbox: Sandbox, { typed, errors, session }: View): Buyer {
  const value = (name: string) => (typed.get(name) ?? "").trim();
  const order = {
    customer: session.customer,
    amount: session.amount_subtotal ?? 0,
    currency: session.currency ?? "",
  };
  const code = value("promo") === "" ? null : usableCode(sandbox, value("promo"), order);
  if (value("promo") !== "" && !code) errors.promo = "This code is not valid. Check it or remove it.";
  return {
    email: value("email"),
    name: value("name"),
    company: value("company"),
    country: value("country") || "US",
    line1: value("line1"),
    city: value("city"),
    postalCode: value("postal_code"),
    taxId:
      value("tax_id") === ""
        ? null
        : { type: value("country") === "GB" ? "gb_vat" : "eu_vat", value: value("tax_id") },
    card: null,
    promotionCode: code?.id ?? null,
    isConfirmed: typed.get("challenge") === "pass",
  };
}

function show(sandbox: Sandbox, view: View): Response {
  const { session, typed, errors } = view;
  const invoice = sandbox.transaction(() =>
    quote(sandbox, session.id, { ...buyerOf(sandbox, view), taxId: null }),
  );
  const hasErrors = Object.keys(errors).length > 0;
  const body = html`${LOCAL_NOTICE}
<div class="columns">
  <section class="stack" aria-labelledby="order">${summary(sandbox, view, invoice)}</section>
  <main class="stack card" style="padding:28px;margin:0;max-width:none">
    <form method="post" class="stack" novalidate>
      ${hasErrors && html`<p class="alert" role="alert">${errors.form ?? "Nothing was charged. Check the marked fields and try again."}</p>`}
      <button type="submit" name="intent" value="pay" class="visually-hidden" tabindex="-1" aria-hidden="true">Pay</button>
      ${contactFields(typed, errors)}
      <div class="stack tight">
        <h2>Payment</h2>
        ${needsCard(view) ? null : html`<p class="hint">No card is needed today. You can add one now or before the trial ends.</p>`}
        ${cardFields(typed, errors)}
      </div>
      ${addressFields(view)}
      ${session.allow_promotion_codes && promotionField(typed, errors)}
      <button class="primary" type="submit" name="intent" value="pay">${payLabel(view, invoice)}</button>
      ${submitNote(session)}
      <p class="hint">You can cancel at any time.${session.cancel_url && html` <a href="${session.cancel_url}">Go back without paying</a>`}</p>
    </form>
    ${testCardHints()}
  </main>
</div>`;
  return page("Checkout", body, { status: hasErrors ? 422 : 200, styles });
}

function contactFields(typed: URLSearchParams, errors: Errors): Html {
  return html`<div class="stack tight">
  <h2>Contact</h2>
  ${field({ name: "email", label: "Email", value: typed.get("email") ?? "", error: errors.email, attributes: html`type="email" autocomplete="email"` })}
  ${field({ name: "name", label: "Name on card", value: typed.get("name") ?? "", error: errors.name, attributes: html`autocomplete="cc-name"` })}
</div>`;
}

const asksAddress = (session: CheckoutSession): boolean => session.billing_address_collection === "required";

function addressFields({ session, typed, errors }: View): Html {
  return html`<div class="stack tight">
  <h2>Billing address</h2>
  ${select("country", "Country", COUNTRIES, typed.get("country") ?? "US")}
  ${asksAddress(session) && field({ name: "line1", label: "Street and number", value: typed.get("line1") ?? "", error: errors.line1, attributes: html`autocomplete="address-line1"` })}
  ${field({ name: "postal_code", label: "Postal code", value: typed.get("postal_code") ?? "", attributes: html`autocomplete="postal-code"` })}
  ${asksAddress(session) && field({ name: "city", label: "City", value: typed.get("city") ?? "", error: errors.city, attributes: html`autocomplete="address-level2"` })}
  ${session.tax_id_collection?.enabled && field({ name: "company", label: "Company name (optional)", value: typed.get("company") ?? "", hint: "Whom the invoices are made out to.", attributes: html`autocomplete="organization"` })}
  ${session.tax_id_collection?.enabled && field({ name: "tax_id", label: "VAT number (optional)", value: typed.get("tax_id") ?? "", error: errors.tax_id, hint: "With country prefix, such as DE123456789." })}
  ${session.automatic_tax.enabled && html`<div><button class="link" type="submit" name="intent" value="update">Update tax for this country</button></div>`}
</div>`;
}

function promotionField(typed: URLSearchParams, errors: Errors): Html {
  return html`<div class="inline">
  ${field({ name: "promo", label: "Promotion code", value: typed.get("promo") ?? "", error: errors.promo, attributes: html`autocomplete="off"` })}
  <button type="submit" name="intent" value="update">Apply</button>
</div>`;
}

function summary(sandbox: Sandbox, view: View, invoice: Invoice): Html {
  const { session, order } = view;
  const items = wantedItems(sandbox, session.id);
  const trial = order.subscription.trialDays;
  const [first] = items;
  const discount = (invoice.total_discount_amounts ?? []).reduce((sum, each) => sum + each.amount, 0);
  const tax = (invoice.total_taxes ?? []).reduce((sum, each) => sum + each.amount, 0);
  return html`<p class="soft">${trial ? `${trial} days free, then` : "Subscribe to"} ${first && productName(sandbox, first.price)}</p>
<h1 class="price" id="order">${money(invoice.amount_due, invoice.currency)}<span class="soft" style="font-size:15px;font-weight:450;letter-spacing:0"> due today</span></h1>
<table class="totals">
  <caption class="visually-hidden">Order</caption>
  ${items.map(
    ({
      price,
      quantity,
    }) => html`<tr><td>${productName(sandbox, price)}${quantity > 1 && html` × ${quantity}`}<br><span class="soft small">${unitText(price)}</span></td>
    <td>${price.unit_amount === null ? "as used" : money(price.unit_amount * quantity, price.currency)}</td></tr>`,
  )}
  <tr class="rule"><td class="soft">Subtotal</td><td>${money(invoice.subtotal, invoice.currency)}</td></tr>
  ${discount > 0 && html`<tr><td class="soft">Discount</td><td>−${money(discount, invoice.currency)}</td></tr>`}
  ${session.automatic_tax.enabled && html`<tr><td class="soft">Demo tax</td><td>${money(tax, invoice.currency)}</td></tr>`}
  ${invoice.starting_balance !== 0 && html`<tr><td class="soft">Account balance</td><td>${money(invoice.starting_balance, invoice.currency)}</td></tr>`}
  <tr class="sum"><td>Due today</td><td>${money(invoice.amount_due, invoice.currency)}</td></tr>
</table>
${trial && html`<p class="soft small">Your trial ends on ${day(sandbox.nowOf(session.customer) + trial * 86_400)}. Nothing is charged before.</p>`}`;
}

function needsCard({ session, order }: View): boolean {
  return session.payment_method_collection !== "if_required" || !order.subscription.trialDays;
}

function payLabel({ order }: View, invoice: Invoice): string {
  return order.subscription.trialDays
    ? "Start trial"
    : `Subscribe for ${money(invoice.amount_due, invoice.currency)}`;
}

function initialValues(sandbox: Sandbox, session: CheckoutSession): URLSearchParams {
  const customer = sandbox.store.find("customer", session.customer);
  return new URLSearchParams({
    email: customer?.email ?? session.customer_email ?? "",
    name: customer?.name ?? "",
    country: customer?.address?.country ?? "US",
    line1: customer?.address?.line1 ?? "",
    city: customer?.address?.city ?? "",
    postal_code: customer?.address?.postal_code ?? "",
  });
}

import { money } from "../billing/money.js";
import { ApiError } from "../errors.js";
import { setDefaultMethod } from "../resources/customers.js";
import { attachMethod, createMethod } from "../resources/payment-methods.js";
import { updateSubscription } from "../resources/subscriptions.js";
import type { Sandbox } from "../sandbox.js";
import type { Customer, PortalConfiguration, PortalSession, Subscription } from "../types.js";
import { cardFields, type Errors, errorField, readCard, testCardHints } from "./card-form.js";
import { day, type Html, html, page, redirect } from "./html.js";
import type { PageContext } from "./index.js";
import { statusBadge } from "./invoice.js";
import { LOCAL_NOTICE, message } from "./notice.js";
import { detailsSection, saveDetails } from "./portal-details.js";
import { styles } from "./styles.js";

export interface View {
  sandbox: Sandbox;
  session: PortalSession;
  customer: Customer;
  features: PortalConfiguration["features"];
  typed: URLSearchParams;
  errors: Errors;
  done: string | null;
}

const PORTAL_SECONDS = 3600;

/** The customer portal: card, invoices, address and tax id; cancelling only where the configuration allows it. */
export async function portalPage({ sandbox }: PageContext, request: Request, id: string): Promise<Response> {
  const session = sandbox.store.find("billing_portal.session", id);
  const customer = sandbox.store.find("customer", session?.customer);
  if (!session || !customer)
    return message("No such page", "Open the billing page of the application again.", 404);
  if (sandbox.nowOf(customer.id) > session.created + PORTAL_SECONDS) {
    return message("This link has expired", "Open the billing page of the application again.", 410);
  }
  const { features } = sandbox.store.get("billing_portal.configuration", session.configuration);
  const typed = new URLSearchParams(request.method === "POST" ? await request.text() : "");
  const done = new URL(request.url).searchParams.get("done");
  const view: View = { sandbox, session, customer, features, typed, errors: {}, done };
  if (request.method !== "POST") return show(view);
  act(view);
  if (Object.keys(view.errors).length > 0) return show(view);
  const { after_completion: after } = session.flow ?? {};
  return redirect(after?.redirect?.return_url ?? `/p/session/${id}?done=${typed.get("intent")}`);
}

function act(view: View): void {
  const { sandbox, customer, features, typed, errors } = view;
  const intent = typed.get("intent");
  try {
    if (intent === "card" && features.payment_method_update.enabled) replaceCard(view);
    if (intent === "address" && features.customer_update.enabled)
      sandbox.transaction(() => saveDetails(view));
    if (intent === "cancel" && features.subscription_cancel.enabled) {
      const id = typed.get("subscription") ?? "";
      if (sandbox.store.find("subscription", id)?.customer !== customer.id) return;
      sandbox.transaction(() => updateSubscription(sandbox, { cancel_at: "max_period_end" }, id));
    }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    errors[intent === "card" ? errorField(error.body.code) : "form"] = error.message;
  }
}

/** Assumption: subscriptions that name a card of their own follow the new default. */
function replaceCard({ sandbox, customer, typed, errors }: View): void {
  const card = readCard(typed, errors, sandbox.nowOf(customer.id));
  if (!card) return;
  sandbox.transaction(() => {
    const { name = null, email } = customer;
    const details = { ...(name ? { name } : {}), ...(email ? { email } : {}) };
    const method = createMethod(sandbox, { type: "card", card, billing_details: details });
    attachMethod(sandbox, method.id, customer.id);
    setDefaultMethod(sandbox, customer.id, method.id);
    for (const subscription of sandbox.store.where("subscription", "customer", customer.id)) {
      if (!subscription.ended_at && subscription.default_payment_method)
        sandbox.store.change("subscription", subscription.id, { default_payment_method: method.id });
    }
  });
}

const DONE: Record<string, string> = {
  card: "The new card is saved. It will be used from the next payment on.",
  address: "Billing details are saved.",
  cancel: "The subscription ends with its current period.",
};

function show(view: View): Response {
  const { session, features, errors, done, customer } = view;
  const isCardOnly = session.flow?.type === "payment_method_update";
  const body = html`${LOCAL_NOTICE}
<main>
  <div class="row between"><h1>Billing</h1>${session.return_url && html`<a href="${session.return_url}">Back to the application</a>`}</div>
  <p class="soft">${customer.name ?? customer.email}</p>
  ${done && DONE[done] && html`<p class="done" role="status">${DONE[done]}</p>`}
  ${errors.form && html`<p class="alert" role="alert">${errors.form}</p>`}
  ${features.subscription_cancel.enabled && !isCardOnly && subscriptions(view)}
  ${features.payment_method_update.enabled && cardSection(view)}
  ${features.invoice_history.enabled && !isCardOnly && invoices(view)}
  ${features.customer_update.enabled && !isCardOnly && detailsSection(view)}
</main>`;
  return page("Billing", body, { status: Object.keys(errors).length > 0 ? 422 : 200, styles });
}

function cardSection({ sandbox, customer, typed, errors }: View): Html {
  const subscription = liveSubscriptions(sandbox, customer).at(-1);
  const id = customer.invoice_settings.default_payment_method ?? subscription?.default_payment_method;
  const card = sandbox.store.find("payment_method", id)?.card;
  return html`<form method="post" class="card stack" novalidate>
  <h2>Payment method</h2>
  <p class="soft">${card ? `${card.brand.toUpperCase()} ending in ${card.last4}, expires ${card.exp_month}/${card.exp_year}` : "No card yet."}</p>
  ${cardFields(typed, errors)}
  <button class="primary" type="submit" name="intent" value="card">Save card</button>
  ${testCardHints()}
</form>`;
}

function invoices({ sandbox, customer }: View): Html {
  const found = sandbox.store
    .where("invoice", "customer", customer.id)
    .filter((each) => each.status !== "draft");
  const rows = found.reverse().map(
    (
      invoice,
    ) => html`<tr><td>${day(invoice.created)}</td><td><a href="/i/${invoice.id}">${invoice.number}</a></td>
    <td>${statusBadge(invoice)}</td><td>${money(invoice.total, invoice.currency)}</td><td><a href="/i/${invoice.id}/pdf">PDF</a></td></tr>`,
  );
  return html`<section class="card stack tight"><h2>Invoices</h2>${
    rows.length > 0
      ? html`<div class="scroll"><table class="list"><thead><tr><th>Date</th><th>Number</th><th>Status</th><th>Total</th><th><span class="visually-hidden">PDF</span></th></tr></thead><tbody>${rows}</tbody></table></div>`
      : html`<p class="soft">Invoices appear here after the first payment.</p>`
  }</section>`;
}

function subscriptions({ sandbox, customer }: View): Html {
  return html`${liveSubscriptions(sandbox, customer).map(
    ({ id, status, cancel_at: cancelAt }) => html`<form method="post" class="card row between">
  <input type="hidden" name="subscription" value="${id}">
  <p><strong>Subscription</strong> <span class="badge">${status}</span> ${cancelAt && html`<span class="soft">ends on ${day(cancelAt)}</span>`}</p>
  ${!cancelAt && html`<button type="submit" name="intent" value="cancel">Cancel subscription</button>`}
</form>`,
  )}`;
}

function liveSubscriptions(sandbox: Sandbox, { id }: Customer): Subscription[] {
  return sandbox.store.where("subscription", "customer", id).filter((each) => !each.ended_at);
}

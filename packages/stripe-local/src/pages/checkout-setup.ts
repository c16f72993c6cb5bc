import { ApiError } from "../errors.js";
import { completeSetup } from "../resources/checkout-setup.js";
import type { Sandbox } from "../sandbox.js";
import type { CheckoutSession } from "../types.js";
import { cardFields, type Errors, errorField, readCard, testCardHints } from "./card-form.js";
import { challengePage, NOT_CONFIRMED, SETUP_CHALLENGE } from "./challenge.js";
import { field, html, page, redirect, select } from "./html.js";
import type { PageContext } from "./index.js";
import { LOCAL_NOTICE } from "./notice.js";
import { COUNTRIES, submitNote, successUrl } from "./session.js";
import { styles } from "./styles.js";

interface View {
  session: CheckoutSession;
  typed: URLSearchParams;
  errors: Errors;
}

/** The hosted page that saves a card: nothing is bought on it. */
export async function setupPage(
  { sandbox, deliverer }: PageContext,
  request: Request,
  session: CheckoutSession,
): Promise<Response> {
  const isSent = request.method === "POST";
  const typed = isSent ? new URLSearchParams(await request.text()) : initialValues(sandbox, session);
  const view: View = { session, typed, errors: {} };
  if (!isSent) return show(view);
  const answer = save(sandbox, view);
  if (answer) return answer;
  const event = sandbox.store.where("event", "object", session.id).at(-1);
  if (event) await deliverer.acknowledged(event.id, 10_000);
  return redirect(successUrl(session));
}

/** Null once the card is saved; else the page that says what is missing, or the bank's question. */
function save(sandbox: Sandbox, view: View): Response | null {
  const { session, typed, errors } = view;
  const value = (name: string) => (typed.get(name) ?? "").trim();
  if (!/^\S+@\S+\.\S+$/.test(value("email"))) errors.email = "Enter an email address.";
  if (value("name") === "") errors.name = "Enter the name on the card.";
  const card = readCard(typed, errors, sandbox.nowOf(session.customer));
  if (value("challenge") === "fail") errors.number = NOT_CONFIRMED;
  if (!card || Object.keys(errors).length > 0) return show(view);
  const owner = {
    ...{ email: value("email"), name: value("name"), country: value("country") || "US", card },
    postalCode: value("postal_code"),
    isConfirmed: value("challenge") === "pass",
  };
  try {
    sandbox.transaction(() => completeSetup(sandbox, session.id, owner));
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.body.code === "authentication_required") return challengePage(typed, SETUP_CHALLENGE);
    errors[errorField(error.body.code)] = `${error.message} Try another card.`;
    return show(view);
  }
}

function show({ session, typed, errors }: View): Response {
  const hasErrors = Object.keys(errors).length > 0;
  const body = html`${LOCAL_NOTICE}
<main>
  <h1>Save a card</h1>
  <form method="post" class="card stack" novalidate>
    ${hasErrors && html`<p class="alert" role="alert">The card was not saved. Check the marked fields and try again.</p>`}
    ${field({ name: "email", label: "Email", value: typed.get("email") ?? "", error: errors.email, attributes: html`type="email" autocomplete="email"` })}
    ${field({ name: "name", label: "Name on card", value: typed.get("name") ?? "", error: errors.name, attributes: html`autocomplete="cc-name"` })}
    ${cardFields(typed, errors)}
    ${select("country", "Country", COUNTRIES, typed.get("country") ?? "US")}
    ${field({ name: "postal_code", label: "Postal code", value: typed.get("postal_code") ?? "", attributes: html`autocomplete="postal-code"` })}
    <button class="primary" type="submit">Save card</button>
    ${submitNote(session)}
    <p class="hint">Nothing is charged today.${session.cancel_url && html` <a href="${session.cancel_url}">Go back without saving</a>`}</p>
    ${testCardHints()}
  </form>
</main>`;
  return page("Save a card", body, { status: hasErrors ? 422 : 200, styles });
}

function initialValues(sandbox: Sandbox, session: CheckoutSession): URLSearchParams {
  const customer = sandbox.store.find("customer", session.customer);
  return new URLSearchParams({
    email: customer?.email ?? session.customer_email ?? "",
    name: customer?.name ?? "",
    country: customer?.address?.country ?? "US",
    postal_code: customer?.address?.postal_code ?? "",
  });
}

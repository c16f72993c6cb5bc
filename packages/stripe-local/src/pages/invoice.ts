import { confirmOwner, OWNER_ASKED, refuseOwner } from "../billing/challenges.js";
import { money } from "../billing/money.js";
import { intentOf } from "../billing/payments.js";
import { ApiError, keepsChanges } from "../errors.js";
import { payInvoice } from "../resources/invoices.js";
import { attachMethod, createMethod } from "../resources/payment-methods.js";
import type { Sandbox } from "../sandbox.js";
import type { Invoice } from "../types.js";
import { cardFields, type Errors, errorField, readCard, testCardHints } from "./card-form.js";
import { challengeButtons, NOT_CONFIRMED, paymentChallenge } from "./challenge.js";
import { day, type Html, html, page, redirect } from "./html.js";
import type { PageContext } from "./index.js";
import { LOCAL_NOTICE, message } from "./notice.js";
import { pdf } from "./pdf.js";
import { styles } from "./styles.js";

/** The hosted invoice: what was billed, and a card form while it is open. */
export async function invoicePage({ sandbox }: PageContext, request: Request, id: string): Promise<Response> {
  const invoice = sandbox.store.find("invoice", id);
  if (!invoice || invoice.status === "draft")
    return message("No such invoice", "Check the link in your email or on the billing page.", 404);
  if (request.method !== "POST") return show(sandbox, invoice, new URLSearchParams(), {});
  const typed = new URLSearchParams(await request.text());
  const errors: Errors = {};
  const challenge = typed.get("challenge");
  if (challenge) return answer(sandbox, invoice, challenge === "pass");
  const card = readCard(typed, errors, sandbox.nowOf(invoice.customer));
  if (card) pay(sandbox, id, card, errors);
  return Object.keys(errors).length > 0
    ? show(sandbox, sandbox.store.get("invoice", id), typed, errors)
    : redirect(`/i/${id}`);
}

export function invoicePdf({ sandbox }: PageContext, id: string): Response {
  const invoice = sandbox.store.find("invoice", id);
  if (!invoice)
    return message("No such invoice", "Check the link in your email or on the billing page.", 404);
  const row = (label: string, amount: number) =>
    `${label.slice(0, 62).padEnd(64)}${money(amount, invoice.currency).padStart(14)}`;
  const lines = [
    `${invoice.customer_name ?? invoice.customer_email ?? ""}, ${day(invoice.created)}, ${invoice.status}`,
    "",
    ...invoice.lines.data.map((line) => row(line.description ?? "", line.amount)),
    "",
    ...amountRows(invoice).map(([label, amount]) => row(label, amount)),
    row("Amount due", invoice.amount_remaining),
    "",
    "Local test invoice. No money moves.",
  ];
  const body = Buffer.from(pdf(`Invoice ${invoice.number ?? "(draft)"}`, lines), "latin1");
  return new Response(body, { headers: { "content-type": "application/pdf" } });
}

/** What the card's owner has told the bank decides the payment that waits for it. */
function answer(sandbox: Sandbox, invoice: Invoice, isConfirmed: boolean): Response {
  const intent = intentOf(sandbox, invoice.id);
  if (intent?.status !== "requires_action") return redirect(`/i/${invoice.id}`);
  const method = intent.payment_method ?? "";
  sandbox.transaction(() => {
    if (!isConfirmed) return refuseOwner(sandbox, intent, invoice);
    confirmOwner(sandbox, method);
    payInvoice(sandbox, { payment_method: method }, invoice.id);
  }, keepsChanges);
  if (isConfirmed) return redirect(`/i/${invoice.id}`);
  return show(sandbox, invoice, new URLSearchParams(), { number: NOT_CONFIRMED });
}

function pay(
  sandbox: Sandbox,
  id: string,
  card: { number: string; exp_month: number; exp_year: number },
  errors: Errors,
): void {
  try {
    sandbox.transaction(() => {
      const { id: method } = createMethod(sandbox, { type: "card", card });
      attachMethod(sandbox, method, sandbox.store.get("invoice", id).customer ?? "");
      payInvoice(sandbox, { payment_method: method }, id);
    }, keepsChanges);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    // The page that follows asks the card's owner.
    if (error.body.code === OWNER_ASKED.code) return;
    errors[errorField(error.body.code)] = error.message;
  }
}

function show(sandbox: Sandbox, invoice: Invoice, typed: URLSearchParams, errors: Errors): Response {
  const { currency } = invoice;
  const due = money(invoice.amount_remaining, currency);
  const waits = intentOf(sandbox, invoice.id)?.status === "requires_action";
  const body = html`${LOCAL_NOTICE}
<main>
  <div class="row between"><h1>Invoice ${invoice.number}</h1>${statusBadge(invoice)}</div>
  <div class="card stack">
    <p class="soft">${invoice.customer_name ?? invoice.customer_email} · ${day(invoice.created)}</p>
    <table class="totals">
      <caption class="visually-hidden">Lines</caption>
      ${invoice.lines.data.map(
        (line) =>
          html`<tr><td>${line.description}<br><span class="soft small">${day(line.period.start)} – ${day(line.period.end)}</span></td><td>${money(line.amount, currency)}</td></tr>`,
      )}
      ${amountRows(invoice).map(([label, amount]) => html`<tr><td class="soft">${label}</td><td>${money(amount, currency)}</td></tr>`)}
      <tr class="sum"><td>Amount due</td><td>${due}</td></tr>
    </table>
    <p><a href="/i/${invoice.id}/pdf">Download PDF</a></p>
  </div>
  ${
    invoice.status === "open" &&
    waits &&
    html`<form method="post" class="card stack"><h2>Confirm the payment</h2>${challengeButtons(paymentChallenge(due))}</form>`
  }
  ${
    invoice.status === "open" &&
    html`<form method="post" class="card stack" novalidate>
    <h2>Pay this invoice</h2>
    ${Object.keys(errors).length > 0 && html`<p class="alert" role="alert">Nothing was charged. Check the marked fields and try again.</p>`}
    ${cardFields(typed, errors)}
    <button class="primary" type="submit">Pay ${due}</button>
    ${testCardHints()}
  </form>`
  }
</main>`;
  return page(`Invoice ${invoice.number}`, body, {
    status: Object.keys(errors).length > 0 ? 422 : 200,
    styles,
  });
}

/** What lies between the lines and the amount due; together they add up to it. */
function amountRows(invoice: Invoice): [label: string, amount: number][] {
  const sumOf = (amounts: { amount: number }[] | null) =>
    (amounts ?? []).reduce((sum, each) => sum + each.amount, 0);
  const applied = (invoice.ending_balance ?? 0) - invoice.starting_balance;
  const rows: [string, number][] = [
    ["Discount", -sumOf(invoice.total_discount_amounts)],
    ["Demo tax", sumOf(invoice.total_taxes)],
    ["Account balance", -applied],
    ["Paid", -invoice.amount_paid],
  ];
  return rows.filter(([, amount]) => amount !== 0);
}

export function statusBadge({ status }: { status: string | null }): Html {
  const tone =
    status === "paid" ? "good" : status === "open" ? "note" : status === "uncollectible" ? "bad" : "";
  return html`<span class="badge ${tone}">${status}</span>`;
}

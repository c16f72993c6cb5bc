import type { Sandbox } from "../sandbox.js";
import type { AnyObject, Delivery, Noun } from "../types.js";
import { type Html, html, page, redirect } from "./html.js";
import type { PageContext } from "./index.js";
import { LOCAL_NOTICE, message } from "./notice.js";
import { styles } from "./styles.js";

const SHOWN: Noun[] = [
  "customer",
  "subscription",
  "invoice",
  "payment_intent",
  "charge",
  "checkout.session",
  "price",
  "product",
  "coupon",
  "promotion_code",
  "subscription_schedule",
  "billing.meter",
  "test_helpers.test_clock",
  "webhook_endpoint",
  "event",
];

/** The sandbox from outside: its clock, its objects, what was delivered, and the knobs. */
export async function viewerPage({ sandbox, control }: PageContext, request: Request): Promise<Response> {
  if (request.method === "POST") {
    const form = new URLSearchParams(await request.text());
    await turn(control, form.get("intent") ?? "", form.get("delivery") ?? "");
    return redirect("/");
  }
  const noun = new URL(request.url).searchParams.get("show") ?? "subscription";
  const body = html`${LOCAL_NOTICE}
<main>
  <div class="row between">
    <div><h1>Local Stripe</h1><p class="soft">${new Date(sandbox.now() * 1000).toUTCString()}</p></div>
    ${knobs(sandbox)}
  </div>
  <section class="card stack tight"><h2>Webhook deliveries</h2>${deliveries(control.deliveries().slice(0, 15), sandbox)}</section>
  <section class="card stack">
    <h2>Objects</h2>
    <nav class="chips" aria-label="Kinds of object">${SHOWN.map(
      (each) =>
        html`<a href="/?show=${each}" ${each === noun && html`aria-current="page"`}>${each} <span>${sandbox.store.all(each).length}</span></a>`,
    )}</nav>
    ${objects(sandbox, noun)}
  </section>
</main>`;
  return page("Local Stripe", body, { styles, wide: true });
}

export function objectPage({ sandbox }: PageContext, id: string): Response {
  const object = sandbox.store.findAnywhere(id);
  if (!object) return message("No such object", "It may be gone since the sandbox was reset.", 404);
  const body = html`${LOCAL_NOTICE}<main>
  <p><a href="/?show=${object.object}">All of ${object.object}</a></p><h1 class="mono" style="font-size:18px">${id}</h1>
  <pre tabindex="0">${JSON.stringify(object, null, 2)}</pre></main>`;
  return page(id, body, { styles, wide: true });
}

async function turn(control: PageContext["control"], intent: string, delivery: string): Promise<void> {
  if (intent === "day") control.advance({ days: 1 });
  if (intent === "month") control.advance({ months: 1 });
  if (intent === "fail") control.failNextPayment();
  if (intent === "flush") await control.flush();
  if (intent === "replay") await control.replay(delivery);
}

function knobs(sandbox: Sandbox): Html {
  const failing = sandbox.settings.failNextPayment;
  return html`<form method="post" class="row">
  <button name="intent" value="day">+1 day</button>
  <button name="intent" value="month">+1 month</button>
  <button name="intent" value="fail">${failing ? "Next payment will fail" : "Fail the next payment"}</button>
  <button name="intent" value="flush">Deliver now</button>
</form>`;
}

function deliveries(found: Delivery[], sandbox: Sandbox): Html {
  if (found.length === 0)
    return html`<p class="soft">Nothing was sent yet. Events appear here once a webhook endpoint is set.</p>`;
  const rows = found.map((delivery) => {
    const last = delivery.attempts.at(-1);
    const tone = delivery.status === "delivered" ? "good" : delivery.status === "failed" ? "bad" : "note";
    const about = sandbox.store.find("event", delivery.event)?.data.object.id ?? "";
    return html`<tr><td><a href="/objects/${delivery.event}">${delivery.type}</a></td><td class="mono"><a href="/objects/${about}">${about}</a></td>
    <td><span class="badge ${tone}">${delivery.status}</span></td>
    <td class="soft small">${last ? `${last.status || "no answer"} · ${delivery.attempts.length} sent` : "waiting"}</td>
    <td><form method="post"><input type="hidden" name="delivery" value="${delivery.id}"><button class="small" name="intent" value="replay">Replay</button></form></td></tr>`;
  });
  return html`<div class="scroll"><table class="list stacked"><thead><tr><th>Event</th><th>About</th><th>Status</th><th>Answer</th><th><span class="visually-hidden">Send again</span></th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function objects(sandbox: Sandbox, noun: string): Html {
  const known = SHOWN.find((each) => each === noun);
  const found = known ? sandbox.store.all(known).reverse().slice(0, 50) : [];
  if (found.length === 0) return html`<p class="soft">None yet.</p>`;
  const rows = found.map(
    (object) =>
      html`<tr><td class="mono"><a href="/objects/${object.id}">${object.id}</a></td><td>${gist(object)}</td></tr>`,
  );
  return html`<div class="scroll"><table class="list"><thead><tr><th>Id</th><th>Summary</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function gist(object: AnyObject): string {
  const fields = new Map<string, unknown>(Object.entries(object));
  return [
    "status",
    "type",
    "name",
    "email",
    "number",
    "lookup_key",
    "total",
    "amount",
    "unit_amount",
    "code",
    "url",
    "customer",
  ]
    .flatMap((key) =>
      fields.get(key) === undefined || fields.get(key) === null ? [] : [`${key} ${String(fields.get(key))}`],
    )
    .slice(0, 4)
    .join(" · ");
}

import { listRoute, retrieveRoute } from "../lists.js";
import { clearable, flag, type Input, list, metadata, object, required, text, webUrl } from "../params.js";
import { type Route, route } from "../router.js";
import { API_VERSION, type Sandbox } from "../sandbox.js";
import type { Event, StripeAccount, WebhookEndpoint } from "../types.js";
import { mergeMetadata } from "./shapes.js";

const endpointInput = object({
  api_version: text,
  description: clearable(text),
  enabled_events: required(list(text)),
  metadata,
  url: required(webUrl),
});

/** Events and the endpoints that receive them. */
export const accountRoutes: Route[] = [
  route("GET /v1/account", object({}), (): StripeAccount => account),
  listRoute("/v1/events", "event", { delivery_success: flag, type: text, types: list(text) }, keepsEvent),
  retrieveRoute("/v1/webhook_endpoints", "webhook_endpoint"),
  listRoute("/v1/webhook_endpoints", "webhook_endpoint"),
  route("POST /v1/webhook_endpoints", endpointInput, (sandbox, input) => {
    const endpoint = createEndpoint(sandbox, input);
    return { ...endpoint, secret: secretOf(sandbox, endpoint.id) };
  }),
  route("DELETE /v1/webhook_endpoints/:id", object({}), (sandbox, _, id) => {
    const endpoint = sandbox.store.get("webhook_endpoint", id);
    sandbox.store.remove("webhook_endpoint", endpoint.id);
    return { id: endpoint.id, object: "webhook_endpoint", deleted: true };
  }),
];

/** The account itself, as far as it is always the same: who asks wants to know which one it is. */
const account: StripeAccount = {
  id: "acct_local",
  object: "account",
  charges_enabled: true,
  country: "US",
  default_currency: "usd",
  details_submitted: true,
  email: null,
  payouts_enabled: true,
  type: "standard",
};

/** Kept apart from its endpoint: only the answer that creates one shows it. */
export function secretOf(sandbox: Sandbox, endpoint: string): string {
  return sandbox.store.get("_secret", endpoint).secret;
}

export function setSecret(sandbox: Sandbox, endpoint: string, secret: string): void {
  sandbox.store.put<"_secret">({ id: endpoint, object: "_secret", secret });
}

export function createEndpoint(
  sandbox: Sandbox,
  input: Input<typeof endpointInput> & { secret?: string },
): WebhookEndpoint {
  const id = sandbox.id("we");
  setSecret(sandbox, id, input.secret ?? sandbox.id("whsec"));
  return sandbox.store.put<"webhook_endpoint">({
    id,
    object: "webhook_endpoint",
    api_version: input.api_version ?? API_VERSION,
    application: null,
    created: sandbox.now(),
    description: input.description ?? null,
    enabled_events: input.enabled_events,
    livemode: false,
    metadata: mergeMetadata({}, input.metadata),
    status: "enabled",
    url: input.url,
  });
}

const MONTH_SECONDS = 30 * 86_400;

function keepsEvent(event: Event, filter: Record<string, unknown>, sandbox: Sandbox): boolean {
  const { type, types, delivery_success: success } = filter;
  const isWanted =
    (type === undefined || fits(event.type, String(type))) &&
    (!Array.isArray(types) || types.includes(event.type));
  const isDelivered = event.pending_webhooks === 0;
  const isListed = sandbox.happenedAt(event) >= sandbox.now() - MONTH_SECONDS;
  return isWanted && isListed && (success === undefined || isDelivered === success);
}

/** `invoice.*` or an exact type. */
export function fits(type: string, pattern: string): boolean {
  return (
    pattern === "*" || pattern === type || (pattern.endsWith(".*") && type.startsWith(pattern.slice(0, -1)))
  );
}

import { listRoute } from "../lists.js";
import { nulls } from "../nulls.js";
import {
  clearable,
  flag,
  type Input,
  list,
  metadata,
  object,
  oneOf,
  required,
  text,
  webUrl,
} from "../params.js";
import { type Route, route } from "../router.js";
import type { Sandbox } from "../sandbox.js";
import type { PortalConfiguration, PortalSession } from "../types.js";
import { mergeMetadata, prorationBehavior } from "./shapes.js";

const features = object({
  customer_update: object({
    enabled: required(flag),
    allowed_updates: list(oneOf("address", "email", "name", "phone", "shipping", "tax_id")),
  }),
  invoice_history: object({ enabled: required(flag) }),
  payment_method_update: object({ enabled: required(flag) }),
  subscription_cancel: object({
    enabled: required(flag),
    mode: oneOf("at_period_end", "immediately"),
    proration_behavior: prorationBehavior,
  }),
  subscription_pause: object({ enabled: flag }),
  subscription_update: object({ enabled: required(flag) }),
});
const configurationInput = object({
  business_profile: object({
    headline: clearable(text),
    privacy_policy_url: text,
    terms_of_service_url: text,
  }),
  default_return_url: clearable(webUrl),
  features: required(features),
  metadata,
  name: clearable(text),
});
const updateInput = object({ active: flag, features, metadata });
const afterCompletion = object({
  type: required(oneOf("hosted_confirmation", "portal_homepage", "redirect")),
  redirect: object({ return_url: required(webUrl) }),
});
const sessionInput = object({
  configuration: text,
  customer: required(text),
  flow_data: object({ type: required(oneOf("payment_method_update")), after_completion: afterCompletion }),
  locale: text,
  return_url: webUrl,
});

export const portalRoutes: Route[] = [
  listRoute("/v1/billing_portal/configurations", "billing_portal.configuration", {
    active: flag,
    is_default: flag,
  }),
  route("POST /v1/billing_portal/configurations", configurationInput, createConfiguration),
  route("POST /v1/billing_portal/configurations/:id", updateInput, updateConfiguration),
  route("POST /v1/billing_portal/sessions", sessionInput, createSession),
];

function createConfiguration(sandbox: Sandbox, input: Input<typeof configurationInput>): PortalConfiguration {
  const now = sandbox.now();
  const created = sandbox.store.put<"billing_portal.configuration">({
    id: sandbox.id("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: profileOf(input.business_profile),
    created: now,
    default_return_url: input.default_return_url ?? null,
    features: featuresOf(input.features),
    is_default: sandbox.store.all("billing_portal.configuration").length === 0,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: mergeMetadata({}, input.metadata),
    name: input.name ?? null,
    updated: now,
  });
  sandbox.emit("billing_portal.configuration.created", created);
  return created;
}

/** A feature that is not named stays as it is. */
function updateConfiguration(
  sandbox: Sandbox,
  { active, features: wanted = {}, metadata: newMetadata }: Input<typeof updateInput>,
  id: string,
): PortalConfiguration {
  const before = sandbox.store.get("billing_portal.configuration", id, "configuration");
  const named = featuresOf(wanted);
  const updated = sandbox.store.change("billing_portal.configuration", id, {
    active: active ?? before.active,
    features: {
      ...before.features,
      ...(wanted.customer_update && { customer_update: named.customer_update }),
      ...(wanted.invoice_history && { invoice_history: named.invoice_history }),
      ...(wanted.payment_method_update && { payment_method_update: named.payment_method_update }),
      ...(wanted.subscription_cancel && { subscription_cancel: named.subscription_cancel }),
      ...(wanted.subscription_pause && { subscription_pause: named.subscription_pause }),
      ...(wanted.subscription_update && { subscription_update: named.subscription_update }),
    },
    metadata: mergeMetadata(before.metadata ?? {}, newMetadata),
    updated: sandbox.now(),
  });
  sandbox.emit("billing_portal.configuration.updated", updated);
  return updated;
}

function createSession(sandbox: Sandbox, input: Input<typeof sessionInput>): PortalSession {
  const customer = sandbox.store.get("customer", input.customer, "customer");
  const configuration = input.configuration
    ? sandbox.store.get("billing_portal.configuration", input.configuration, "configuration")
    : defaultConfiguration(sandbox);
  const id = sandbox.id("bps");
  const created = sandbox.store.put<"billing_portal.session">({
    id,
    object: "billing_portal.session",
    configuration: configuration.id,
    created: sandbox.nowOf(customer.id),
    customer: customer.id,
    customer_account: null,
    flow: flowOf(input.flow_data),
    livemode: false,
    locale: input.locale ?? null,
    on_behalf_of: null,
    return_url: input.return_url ?? configuration.default_return_url,
    url: `${sandbox.publicUrl}/p/session/${id}`,
  });
  sandbox.emit("billing_portal.session.created", created);
  return created;
}

function defaultConfiguration(sandbox: Sandbox): PortalConfiguration {
  const existing = sandbox.store.all("billing_portal.configuration").find((each) => each.is_default);
  return existing ?? createConfiguration(sandbox, { features: {} });
}

function profileOf(
  profile: Input<typeof configurationInput>["business_profile"],
): PortalConfiguration["business_profile"] {
  return { headline: null, privacy_policy_url: null, terms_of_service_url: null, ...profile };
}

/** Cards, invoices and address are on unless switched off; changing the subscription is off unless switched on. */
function featuresOf(wanted: Input<typeof features>): PortalConfiguration["features"] {
  return {
    customer_update: {
      allowed_updates: wanted.customer_update?.allowed_updates ?? ["address", "tax_id"],
      enabled: wanted.customer_update?.enabled ?? true,
    },
    invoice_history: { enabled: wanted.invoice_history?.enabled ?? true },
    payment_method_update: {
      enabled: wanted.payment_method_update?.enabled ?? true,
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason: { enabled: false, feedback_options: null, options: [] },
      enabled: wanted.subscription_cancel?.enabled ?? false,
      mode: wanted.subscription_cancel?.mode ?? "at_period_end",
      proration_behavior: wanted.subscription_cancel?.proration_behavior ?? "none",
    },
    subscription_pause: {
      duration: { interval_options: [], type: "indefinite" },
      enabled: wanted.subscription_pause?.enabled ?? false,
    },
    subscription_update: {
      billing_cycle_anchor: null,
      default_allowed_updates: [],
      enabled: wanted.subscription_update?.enabled ?? false,
      proration_behavior: "none",
      schedule_at_period_end: { conditions: [] },
      trial_update_behavior: "end_trial",
    },
  };
}

function flowOf(flow: Input<typeof sessionInput>["flow_data"]): PortalSession["flow"] {
  if (!flow) return null;
  return {
    after_completion: {
      hosted_confirmation: null,
      redirect: flow.after_completion?.redirect ?? null,
      type: flow.after_completion?.type ?? "portal_homepage",
    },
    type: flow.type,
    ...nulls(
      "customer_update",
      "subscription_cancel",
      "subscription_pause",
      "subscription_update",
      "subscription_update_confirm",
    ),
  };
}

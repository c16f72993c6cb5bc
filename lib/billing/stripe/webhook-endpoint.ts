import { withStripe } from "./client";

/** Where `app/api/stripe/webhook` answers, on whatever host. */
const path = "/api/stripe/webhook";

/** What tells of something we keep, by what it is about. Without one of them it is noticed by the nightly sweep alone. */
const told: [subject: string[], verbs: string[]][] = [
  [
    ["checkout", "session"],
    ["completed", "expired"],
  ],
  [["customer"], ["deleted", "updated"]],
  [
    ["customer", "tax_id"],
    ["created", "deleted"],
  ],
  [
    ["customer", "subscription"],
    [
      ...["created", "deleted", "paused", "pending_update_applied", "pending_update_expired"],
      ...["resumed", "trial_will_end", "updated"],
    ],
  ],
  [["subscription_schedule"], ["canceled", "created", "released", "updated"]],
  [
    ["invoice"],
    [
      ...["created", "deleted", "finalization_failed", "finalized", "marked_uncollectible", "paid"],
      ...["payment_action_required", "payment_failed", "updated", "voided"],
    ],
  ],
  [["payment_method"], ["attached", "detached", "updated"]],
  [["credit_note"], ["created", "updated", "voided"]],
  [["refund"], ["created", "failed", "updated"]],
  [["charge"], ["refunded"]],
  [
    ["charge", "dispute"],
    ["closed", "created", "updated"],
  ],
];

/** Stripe's names of them, as an endpoint is subscribed to them. */
export const neededEvents = told.flatMap(([subject, verbs]) =>
  verbs.map((verb) => [...subject, verb].join(".")),
);

export interface Endpoint {
  url: string;
  isEnabled: boolean;
  /** Names, or `*` for all. */
  events: string[];
}

/** The endpoints of the account that lead to an app like this one. */
export async function listEndpoints(): Promise<Endpoint[]> {
  const { data } = await withStripe((stripe) => stripe.webhookEndpoints.list({ limit: 100 }));
  return data
    .filter(({ url }) => URL.canParse(url) && new URL(url).pathname === path)
    .map(({ url, status, enabled_events: events }) => ({ url, isEnabled: status === "enabled", events }));
}

import { asksStripe, billingReaders, type Case, payers } from "../isolation/case";

const unsubscribed = "needs a subscription that lives at Stripe; tests/billing/changes drives it";
const paidFor = "needs an invoice that lives at Stripe; tests/billing/operators/money drives it";
const moving = "needs a move of payers first; tests/billing/operators/moves drives it";
const noMove = () => ({ moveId: "none" });
const unpaid = "needs a running subscription; tests/billing/operators drives it";

export const cases: Record<string, Case> = {
  "billing.get": { may: billingReaders },
  "billing.list_invoices": { may: billingReaders },
  "billing.get_invoice": { may: billingReaders, input: ({ invoiceNumber }) => ({ number: invoiceNumber }) },
  "invoice.preview": { may: billingReaders },
  "billing.export_invoices": { may: billingReaders, input: () => ({}) },
  "override.list": {
    audience: "operator",
    isEmpty: "needs an exception first; tests/billing/operators drives it",
  },
  "billing.list_arranged": {
    audience: "operator",
    isEmpty: "needs a price made by hand; tests/billing/arranged drives it",
  },
  "billing.list_untaxed": {
    audience: "operator",
    isEmpty: "needs a renewal without an address; tests/billing/changes/tax.test.ts drives it",
  },
  "billing.list_dead_letters": {
    audience: "operator",
    isEmpty: "needs an event that failed; tests/billing/operators drives it",
  },
  "billing.list_drift": {
    audience: "operator",
    isEmpty: "needs a difference from Stripe; tests/billing/operators drives it",
  },
  "billing.resync": { audience: "operator", unproven: asksStripe },
  "billing.start_afresh": { audience: "operator", unproven: asksStripe },
  "invoice.refund": { audience: "operator", unproven: paidFor },
  "invoice.retry": { audience: "operator", unproven: paidFor },
  "invoice.write_off": { audience: "operator", unproven: paidFor },
  "billing_account.credit": { audience: "operator", unproven: paidFor },
  "billing.compare_bill": { audience: "operator", unproven: asksStripe },
  "billing.compare_catalog": { audience: "operator", unproven: asksStripe },
  "move.preview": { audience: "operator", unproven: asksStripe },
  "move.plan": { audience: "operator", unproven: asksStripe },
  "move.continue": { audience: "operator", input: noMove, unproven: moving },
  "move.cancel": { audience: "operator", input: noMove, unproven: moving },
  "move.list": { audience: "operator", isEmpty: moving },
  "move.list_payers": { audience: "operator", input: noMove, isEmpty: moving },
  "trial.grant": { audience: "operator" },
  "trial.check": { may: payers },
  "trial.extend": { audience: "operator", unproven: unpaid },
  "collection.pause": { audience: "operator", unproven: unpaid },
  "collection.resume": { audience: "operator", unproven: unpaid },
  "billing.finish_operation": {
    audience: "operator",
    input: ({ intentId }) => ({ intentId, event: null, data: {} }),
  },
  "plan.end_grant": {
    audience: "operator",
    unproven: "needs a grant first; tests/billing/operators drives it",
  },
  "override.remove": {
    audience: "operator",
    unproven: "needs an exception first; tests/billing/operators drives it",
  },
  "billing.get_recipient": { may: billingReaders },
  "billing.set_recipient": { may: payers, unproven: asksStripe },
  "card.list": { may: billingReaders, unproven: asksStripe },
  "card.add": { may: payers, unproven: asksStripe },
  "card.receive": { may: payers, unproven: asksStripe },
  "card.make_default": { may: payers, unproven: asksStripe },
  "card.remove": { may: payers, unproven: asksStripe },
  "portal.open": { may: payers, unproven: asksStripe },
  "billing.refresh": { may: billingReaders },
  "change.get_basis": { may: payers, unproven: unsubscribed },
  "change.preview": { may: payers, unproven: unsubscribed },
  "change.apply": { may: payers, unproven: unsubscribed },
  "change.cancel": { may: payers, unproven: unsubscribed },
  "invoice.pay": {
    may: payers,
    input: ({ invoiceNumber }) => ({ number: invoiceNumber }),
    unproven: unsubscribed,
  },
  "plan.cancel": { may: payers, unproven: unsubscribed },
  "plan.undo_cancellation": { may: payers, unproven: unsubscribed },
  "plan.pause": { may: payers, unproven: unsubscribed },
  "plan.resume": { may: payers, unproven: unsubscribed },
  "promotion.redeem": { may: payers, unproven: unsubscribed },
  "trial.end": { may: payers, unproven: unsubscribed },
  "checkout.get": { may: payers, input: ({ checkoutId }) => ({ sessionId: checkoutId }) },
  "checkout.confirm": {
    may: payers,
    input: ({ checkoutId }) => ({ sessionId: checkoutId }),
  },
  "checkout.record": {
    may: payers,
    input: ({ checkoutId, intentId }) => ({
      intentId,
      sessionId: checkoutId,
      expiresAt: "2027-01-01T00:00:00.000Z",
    }),
    otherTenant: "nothing",
    unproven: "answers whether the intent is still the open one; tests/billing drives it",
  },
  "checkout.start": {
    may: payers,
    unproven: asksStripe,
  },
  "offer.list": { may: payers, unproven: unsubscribed },
  "offer.take_discount": { may: payers, unproven: unsubscribed },
  "offer.take": { may: payers, unproven: unsubscribed },
  "spending.get": { may: billingReaders },
  "spending.set_limit": { may: payers },
  "spending.remove_limit": {
    may: payers,
    unproven: "needs a limit first; tests/billing/spending.test.ts drives it",
  },
  "usage.overview": { may: billingReaders },
  "plan.grant": { audience: "operator" },
  "override.set": { audience: "operator" },
  "billing.list_accounts": { audience: "operator" },
};

export const turnsBack: Record<string, string> = {
  "platform.billing_subscriptions":
    "what Stripe says of a subscription, which may say otherwise; that it ended has a trigger of its own",
  "platform.billing_invoices": "what Stripe says of an invoice",
  "platform.billing_sync.wake_at": "the next time to look, or none",
  "platform.billing_sync.lease_until": "a lease is given back",
  "platform.billing_intents.expires_at": "set when it is known",
  "platform.plan_grants.ends_at": "a grant may be made one without end",
  "platform.entitlement_overrides.ends_at": "so may an exception",
};

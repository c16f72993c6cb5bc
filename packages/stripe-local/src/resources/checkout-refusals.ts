import { DAY } from "../billing/calendar.js";
import { isMetered } from "../billing/pricing.js";
import { invalid } from "../errors.js";
import type { Sandbox } from "../sandbox.js";
import type { Price } from "../types.js";
import type { SessionInput } from "./checkout.js";
import { recurringPrice, unwantedQuantity } from "./subscription-patch.js";

/** What belongs to another mode than the one that sells subscriptions (d.ts: SessionCreateParams). */
export function refuseOtherModes({
  setup_intent_data: data,
  customer_creation: creation,
}: SessionInput): void {
  if (data)
    throw invalid("You can not pass `setup_intent_data` in `subscription` mode.", {
      param: "setup_intent_data",
    });
  if (creation)
    throw invalid("`customer_creation` can only be used in `payment` and `setup` mode.", {
      param: "customer_creation",
    });
}

/** Whose session it is, if that is known: an id, or an email for somebody new. */
export function refuseTwoBuyers({ customer, customer_email: email }: SessionInput): void {
  if (customer && email)
    throw invalid("You may only specify one of these parameters: customer, customer_email.");
}

export function refuseBadTimes(sandbox: Sandbox, given: SessionInput): void {
  const expiresAt = given.expires_at;
  const now = sandbox.nowOf(given.customer ?? null);
  const { trial_end: trialEnd, trial_period_days: trialDays } = given.subscription_data ?? {};
  if (trialEnd !== undefined && trialDays !== undefined)
    throw invalid("You may only specify one of these parameters: trial_end, trial_period_days.");
  if (trialEnd !== undefined && trialEnd < now + 2 * DAY)
    throw invalid("The `trial_end` date has to be at least 2 days in the future.", {
      param: "subscription_data[trial_end]",
    });
  // The real window is 30 minutes to 24 hours; a clock a minute off is forgiven here.
  if (expiresAt !== undefined && (expiresAt < now + 29 * 60 || expiresAt > now + 24 * 3600 + 60)) {
    throw invalid(
      "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
      { param: "expires_at" },
    );
  }
}

/** What the page says beside its button (d.ts: SessionCreateParams.CustomText.Submit). */
export function refuseLongNote({ custom_text: note }: SessionInput): void {
  if ((note?.submit?.message.length ?? 0) <= 1200) return;
  throw invalid("`custom_text[submit][message]` can have up to 1200 characters.", {
    param: "custom_text[submit][message]",
  });
}

export function refuseUntaxable(
  sandbox: Sandbox,
  { automatic_tax: tax, customer, customer_update: update }: SessionInput,
): void {
  const address = sandbox.store.find("customer", customer)?.address;
  if (!tax?.enabled || !customer || address?.country || update?.address === "auto") return;
  throw invalid(
    "Automatic tax calculation in Checkout requires a valid address on the Customer. Add a valid address to the Customer or set `customer_update[address]` to 'auto'.",
    { code: "customer_tax_location_invalid" },
  );
}

/** What the page collects about a customer who exists already must have leave to be kept (docs: tax/checkout/tax-ids). */
export function refuseUnsaved({
  customer,
  customer_update: update,
  tax_id_collection: collection,
}: SessionInput): void {
  if (update && !customer)
    throw invalid("`customer_update` can only be used with `customer`.", { param: "customer_update" });
  if (!collection?.enabled || !customer || update?.name === "auto") return;
  throw invalid(
    "Tax ID collection requires updating business name on the customer. To enable tax ID collection for an existing customer, please set `customer_update[name]` to `auto`.",
    { param: "customer_update[name]" },
  );
}

/** What a line of a session sells. The sentences are as Stripe's users quote them (FACTS.md). */
export function soldPrice(
  sandbox: Sandbox,
  id: string | undefined,
  quantity: number | undefined,
  entry: string,
): Price {
  if (!id)
    throw invalid("You must provide either price or price_data for each line item when using prices.", {
      param: entry,
    });
  if (!sandbox.store.get("price", id, `${entry}[price]`).recurring)
    throw invalid("You must provide at least one recurring price in `subscription` mode when using prices.", {
      param: "line_items",
    });
  const price = recurringPrice(sandbox, id, entry);
  if (isMetered(price) && quantity !== undefined) throw unwantedQuantity(entry);
  if (!isMetered(price) && quantity === undefined)
    throw invalid(`Quantity is required. Add \`quantity\` to \`${entry}\``, { param: entry });
  return price;
}

import type Stripe from "stripe";
import { withStripe } from "./client";
import { cardOf, idOf } from "./reshape";
import type { Card } from "./snapshot";

export interface CardOnFile extends Card {
  id: string;
  /** Invoices and the subscription are charged to it. */
  isDefault: boolean;
  /** A running subscription is charged to it, be it one that is there by mistake. */
  isCharged: boolean;
}

export interface CardsOnFile {
  /** The default first, then the newest. */
  cards: CardOnFile[];
  /** A plan that is paid for runs or goes on by itself, or an invoice waits to be paid. */
  isOwed: boolean;
}

/** Statuses in which a plan is paid for by card: a trial needs none, and a paused plan is charged when somebody resumes it. */
const charged = ["active", "past_due", "unpaid"];

/**
 * The cards of one customer as they stand at Stripe this moment, and whether one of them is needed, as it is where a charge is
 * set that Stripe does not know of. Four requests at once.
 */
export async function readCards({
  customerId,
  isChargedLater,
}: {
  customerId: string;
  isChargedLater: boolean;
}): Promise<CardsOnFile> {
  return withStripe(async (stripe) => {
    const [customer, subscriptions, methods, open] = await Promise.all([
      stripe.customers.retrieve(customerId),
      runningOf(stripe, customerId),
      stripe.paymentMethods.list({ customer: customerId, limit: 100 }).autoPagingToArray({ limit: 1_000 }),
      stripe.invoices.list({ customer: customerId, status: "open", limit: 1 }),
    ]);
    const own = customer.deleted ? null : idOf(customer.invoice_settings.default_payment_method);
    const chargedIds = subscriptions.map((one) => idOf(one.default_payment_method) ?? own);
    const defaultId = defaultOf(own, subscriptions);
    return {
      cards: methods.flatMap((method) => onFile(method, { defaultId, chargedIds })).toSorted(byDefault),
      isOwed:
        isChargedLater ||
        open.data.length > 0 ||
        subscriptions.some(({ status }) => charged.includes(status)),
    };
  });
}

/**
 * Lets invoices and every running subscription be charged to a card. Those that name another of their own come first, so that
 * a request which dies half-way leaves the customer's own default as it was.
 */
export async function putDefaultCard(
  customerId: string,
  cardId: string,
  keyOf: (step: string) => string,
): Promise<void> {
  await withStripe(async (stripe) => {
    for (const { id, default_payment_method: own } of await runningOf(stripe, customerId)) {
      if (!own || idOf(own) === cardId) continue;
      const params = { default_payment_method: cardId };
      await stripe.subscriptions.update(id, params, { idempotencyKey: keyOf(`card-of:${id}`) });
    }
    const params = { invoice_settings: { default_payment_method: cardId } };
    await stripe.customers.update(customerId, params, { idempotencyKey: keyOf("default-card") });
  });
}

/** Takes a card off its customer for good: Stripe does not attach it a second time. */
export async function detachCard(cardId: string, idempotencyKey: string): Promise<void> {
  await withStripe((stripe) => stripe.paymentMethods.detach(cardId, {}, { idempotencyKey }));
}

export interface NewCardForm {
  tenantId: string;
  customerId: string;
  successUrl: string;
  cancelUrl: string;
}

/** The address of Stripe's page that takes a card and charges nothing. */
export async function createCardForm(form: NewCardForm, idempotencyKey: string): Promise<string> {
  const { url } = await withStripe((stripe) =>
    stripe.checkout.sessions.create(
      {
        mode: "setup",
        ui_mode: "hosted_page",
        customer: form.customerId,
        client_reference_id: form.tenantId,
        allowed_payment_method_types: ["card"],
        success_url: form.successUrl,
        cancel_url: form.cancelUrl,
      },
      { idempotencyKey },
    ),
  );
  if (!url) throw new Error("Stripe's page for a card has no address");
  return url;
}

/** The card a customer has given on such a page; null where it is another's page, another kind of page, or not done. */
export async function findGivenCard(customerId: string, sessionId: string): Promise<string | null> {
  const session = await withStripe((stripe) =>
    stripe.checkout.sessions.retrieve(sessionId, { expand: ["setup_intent"] }),
  );
  const { mode, status, customer, setup_intent: intent } = session;
  if (mode !== "setup" || status !== "complete" || idOf(customer) !== customerId) return null;
  return intent && typeof intent !== "string" ? idOf(intent.payment_method) : null;
}

const runningOf = async (stripe: Stripe, customer: string): Promise<Stripe.Subscription[]> =>
  stripe.subscriptions.list({ customer, limit: 100 }).autoPagingToArray({ limit: 1_000 });

/** The card of the running subscription, else the customer's. */
function defaultOf(customers: string | null, subscriptions: Stripe.Subscription[]): string | null {
  const [own] = subscriptions.flatMap((one) => idOf(one.default_payment_method) ?? []);
  return own ?? customers;
}

function onFile(
  method: Stripe.PaymentMethod,
  { defaultId, chargedIds }: { defaultId: string | null; chargedIds: (string | null)[] },
): CardOnFile[] {
  const card = cardOf(method);
  if (!card) return [];
  const { id } = method;
  return [{ ...card, id, isDefault: id === defaultId, isCharged: chargedIds.includes(id) }];
}

const byDefault = (a: CardOnFile, b: CardOnFile): number => Number(b.isDefault) - Number(a.isDefault);

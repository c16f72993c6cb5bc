import { z } from "zod";
import { findCustomerId } from "@/lib/billing/find-customer";
import { findSubscription } from "@/lib/billing/find-subscription";
import { readCards } from "@/lib/billing/stripe/cards";
import { liveStatuses } from "@/lib/billing/sync/access";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { expiryOf, nextChargeAt } from "./expiry";
import { keepingOf } from "./rules";
import { listedCard } from "./schema";

/**
 * Every card on file, the default first, read at Stripe on each look: one that was given a moment ago is there. Null before
 * the first checkout, which asks for one. Throws `unavailable` where Stripe does not answer.
 */
export const listCards = command({
  name: "card.list",
  summary: "List the cards on file",
  permission: "billing:read",
  store: "platform",
  allowedWhenReadOnly: true,
  input: z.strictObject({}),
  output: z.object({ cards: z.array(listedCard) }).nullable(),
  emits: [],
  emitsNothing: "looking changes nothing; the cards are kept at Stripe, so it follows the transaction",
  rest: "POST /cards/list",
  example: {},
  async run({ db, context: { tenant } }) {
    const customerId = await findCustomerId(db, tenant.id);
    const subscription = customerId && (await findSubscription(db, tenant.id, liveStatuses));
    return { customerId, chargedAt: subscription ? nextChargeAt(subscription) : null };
  },
  async afterCommit(_scope, { customerId, chargedAt }) {
    if (!customerId) return null;
    const onFile = await readCards(customerId);
    const moments = { now: clock.now(), chargedAt };
    return {
      cards: onFile.cards.map((card) => ({
        ...card,
        expiry: expiryOf(card, moments),
        keeping: keepingOf(card, onFile),
      })),
    };
  },
});

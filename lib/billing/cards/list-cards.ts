import { z } from "zod";
import { readCards } from "@/lib/billing/stripe/cards";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { expiryOf } from "./expiry";
import { findHolder } from "./find-holder";
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
  run: ({ db, context: { tenant } }) => findHolder(db, tenant.id),
  async afterCommit(_scope, holder) {
    if (!holder) return null;
    const onFile = await readCards(holder);
    const now = clock.now();
    return {
      cards: onFile.cards.map((card) => ({
        ...card,
        expiry: expiryOf(card, now),
        keeping: keepingOf(card, onFile),
      })),
    };
  },
});

import { putDefaultCard } from "@/lib/billing/stripe/cards";
import { cardCommand } from "./card-command";

/** Lets the next invoices and the running plan be charged to another card on file. */
export const makeDefaultCard = cardCommand({
  name: "card.make_default",
  summary: "Charge another card by default",
  event: "card.default_requested",
  rest: "POST /cards/{id}/make-default",
  ask: ({ customerId, card }, keyOf) => putDefaultCard(customerId, card.id, keyOf),
});

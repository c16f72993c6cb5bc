import { detachCard } from "@/lib/billing/stripe/cards";
import { cardCommand } from "./card-command";
import { refuseNeeded } from "./rules";

/** Takes a card off file. Throws `conflict` for the default beside others, and for the last one while something is paid with it. */
export const removeCard = cardCommand({
  name: "card.remove",
  summary: "Remove a card",
  event: "card.removal_requested",
  rest: "DELETE /cards/{id}",
  async ask({ card, onFile }, keyOf) {
    refuseNeeded(card, onFile);
    await detachCard(card.id, keyOf("detach"));
  },
});

import { first } from "@/lib/billing/changes/rules";
import type { CardOnFile, CardsOnFile } from "@/lib/billing/stripe/cards";
import { notFound } from "@/lib/core/errors";

/**
 * Why a card has to stay: the others wait for another default, a second subscription has it for its own, and something is
 * still paid with the last one.
 */
export type Keeping = "default" | "charged" | "needed";

export function keepingOf(card: CardOnFile, { cards, isOwed }: CardsOnFile): Keeping | null {
  if (cards.length === 1) return isOwed ? "needed" : null;
  if (card.isDefault) return "default";
  return card.isCharged ? "charged" : null;
}

/** One of the workspace's own cards. Throws `not_found` for what is none, or somebody else's. */
export function pick(id: string, { cards }: CardsOnFile): CardOnFile {
  const card = cards.find((one) => one.id === id);
  if (!card) throw notFound("card");
  return card;
}

/** Throws `conflict` for a card that has to stay, with what to do first. */
export function refuseNeeded(card: CardOnFile, onFile: CardsOnFile): void {
  const keeping = keepingOf(card, onFile);
  if (keeping === "default")
    throw first("This card is charged by default. Make another card the default first.");
  if (keeping === "charged")
    throw first("Another subscription is charged to this card. Make another card the default first.");
  if (keeping === "needed") throw first("This is the only card of a paid plan. Add another card first.");
}

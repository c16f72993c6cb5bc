import { z } from "zod";
import { checkoutReference } from "@/lib/billing/schema";
import { findGivenCard, putDefaultCard, readCards } from "@/lib/billing/stripe/cards";
import { isRefusedByStripe } from "@/lib/billing/stripe/client";
import { syncNow } from "@/lib/billing/sync/sync";
import { notFound } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { findHolder } from "./find-holder";

/**
 * Reads what came of Stripe's page for a card, whichever of browser and webhook is first. The first card on file becomes the
 * default; another one waits to be chosen. Throws `not_found` for a page that is not this workspace's.
 */
export const receiveCard = command({
  name: "card.receive",
  summary: "Read which card was given",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: checkoutReference,
  output: z.object({ id: z.string() }),
  emits: [],
  emitsNothing: "what Stripe says is told by the sync",
  rest: { none: "where the browser comes back from Stripe's page" },
  example: { sessionId: "cs_test_example" },
  async run({ db, context: { tenant } }, { sessionId }) {
    const holder = await findHolder(db, tenant.id);
    if (!holder) throw notFound("card");
    return { holder, sessionId };
  },
  async afterCommit({ idempotencyKey }, { holder, sessionId }) {
    const { customerId } = holder;
    const id = await findGivenCard(customerId, sessionId).catch(unknownPage);
    if (!id) throw notFound("card");
    const { cards } = await readCards(holder);
    // The page names its card for ever, also one that was removed since.
    if (!cards.some((card) => card.id === id)) throw notFound("card");
    if (!cards.some(({ isDefault }) => isDefault))
      await putDefaultCard(customerId, id, (step) => `${idempotencyKey}:${step}`);
    await syncNow(customerId);
    return { id };
  },
});

function unknownPage(thrown: unknown): null {
  if (isRefusedByStripe(thrown)) return null;
  throw thrown;
}

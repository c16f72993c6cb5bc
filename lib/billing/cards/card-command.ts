import { z } from "zod";
import { carryOut, type KeyOf } from "@/lib/billing/changes/carry-out";
import { joinIntent, lockIntents } from "@/lib/billing/intents";
import { type CardOnFile, type CardsOnFile, readCards } from "@/lib/billing/stripe/cards";
import { notFound } from "@/lib/core/errors";
import type { EventType } from "@/lib/core/events";
import { type Command, command, type Rest } from "@/lib/core/operation";
import { findHolder } from "./find-holder";
import { pick } from "./rules";
import { cardReference } from "./schema";

interface Declaration {
  name: string;
  summary: string;
  event: EventType;
  rest: Rest;
  /** Asks Stripe, after the rules have looked at what is on file this moment. */
  ask(wanted: { customerId: string; card: CardOnFile; onFile: CardsOnFile }, keyOf: KeyOf): Promise<void>;
}

/**
 * Declares a change of one card on file. One change of cards is under way at a time, so that two of them cannot each leave the
 * card that the other takes. Throws `not_found` for a card that is not the workspace's.
 */
export function cardCommand({
  name,
  event,
  ask,
  ...declaration
}: Declaration): Command<typeof cardReference, z.ZodObject<{ id: z.ZodString }>> {
  return command({
    ...declaration,
    name,
    permission: "billing:manage",
    store: "platform",
    allowedWhenReadOnly: true,
    input: cardReference,
    output: z.object({ id: z.string() }),
    emits: [event],
    emitsNothing: "a second click joins the request that has told already",
    example: { id: "pm_example" },
    async run({ db, context, emit }, { id }) {
      await lockIntents(db, context.tenant.id);
      const holder = await findHolder(db, context.tenant.id);
      if (!holder) throw notFound("card");
      const wanted = { kind: "card" as const, params: { name, id } };
      const { intent, isJoined } = await joinIntent(db, context, wanted);
      if (!isJoined) await emit(event, { id: holder.customerId }, { intentId: intent.id });
      return { intentId: intent.id, holder, id };
    },
    async afterCommit({ context }, { intentId, holder, id }) {
      const { customerId } = holder;
      await carryOut(context, { intentId, customerId }, async (keyOf) => {
        const onFile = await readCards(holder);
        await ask({ customerId, card: pick(id, onFile), onFile }, keyOf);
      });
      return { id };
    },
  });
}

import { z } from "zod";
import { billingMovePayers, billingMoves } from "@/db/schema/platform";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { findPayers, type MovingPayer } from "./find-payers";
import { movingPayer, planMoveInput, previewMoveInput } from "./schema";

const rest = { none: "operators work at the terminal" };

/** Shows who would move, what they pay now and then, and from when. Changes nothing. */
export const previewMove = platformCommand({
  name: "move.preview",
  summary: "Preview who would move from one price to another",
  audience: "operator",
  rest,
  input: previewMoveInput,
  output: z.object({ payers: z.array(movingPayer) }),
  emits: [],
  emitsNothing: "looking changes nothing; Stripe is asked before the transaction, so it is no query",
  example: { from: "starter", to: "professional" },
  prepare: (_context, input) => findPayers(input),
  run: async (_scope, _input, payers: MovingPayer[]) => ({ payers }),
});

/**
 * Decides that payers of one price go over to another, each at a renewal of theirs that is announced long enough before. Nobody
 * is told or moved yet: `continueMove` does, and so does a job every hour. Throws `conflict` where nobody pays that price.
 */
export const planMove = platformCommand({
  name: "move.plan",
  summary: "Move payers from one price to another",
  audience: "operator",
  rest,
  input: planMoveInput,
  output: z.object({ moveId: z.string(), payers: z.int() }),
  emits: [],
  emitsNothing: "each workspace's history tells when it is moved",
  example: { from: "starter", to: "professional", reason: "Starter is not sold any more" },
  prepare: (_context, { reason: _reason, ...terms }) => findPayers(terms),
  async run({ db, context }, { from, to, date, noticeDays, reason }, payers: MovingPayer[]) {
    if (payers.length === 0) throw new AppError("conflict", `Nobody pays ${from}: there is nobody to move.`);
    const moveId = newId("mov");
    const startsOn = date ?? clock.now();
    const createdBy = operatorOf(context).id;
    await db.insert(billingMoves).values({ id: moveId, from, to, startsOn, noticeDays, reason, createdBy });
    await db
      .insert(billingMovePayers)
      .values(payers.map(({ slug: _slug, obstacle: _obstacle, ...payer }) => ({ moveId, ...payer })));
    return { moveId, payers: payers.length };
  },
});

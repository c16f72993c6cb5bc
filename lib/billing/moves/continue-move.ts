import { eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { billingMoves } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { job } from "@/lib/core/job";
import { platformCommand } from "@/lib/core/operation";
import { exampleId } from "@/lib/platform/id";
import { type DuePayer, listDue, movePayer } from "./move-payer";
import { noticePayers } from "./notice-payers";
import { moveReference } from "./schema";

const defaultBatch = 100;

const progress = z.object({
  noticed: z.int(),
  moved: z.int(),
  left: z.int(),
  /** Whose renewal is at hand, and something stands in the way. */
  waiting: z.int(),
});

/**
 * Goes on with a move: tells the next payers, and moves those whose renewal is at hand. May be broken off at any moment and
 * asked for again. Throws `conflict` for one that was canceled.
 */
export const continueMove = platformCommand({
  name: "move.continue",
  summary: "Tell the next payers of a move, and move those whose renewal is at hand",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: moveReference.extend({ batch: z.int().min(1).max(1_000).default(defaultBatch) }),
  output: progress,
  emits: [],
  emitsNothing: "each workspace's history tells when it is moved",
  example: { moveId: exampleId("mov") },
  async run({ db }, { moveId, batch }) {
    const [move] = await db.select().from(billingMoves).where(eq(billingMoves.id, moveId));
    if (!move) throw notFound("move");
    if (move.canceledAt) throw new AppError("conflict", "That move was canceled.");
    return { moveId, noticed: await noticePayers(db, moveId, batch) };
  },
  async afterCommit(_scope, { moveId, noticed }) {
    const due = await listDue(moveId);
    return { noticed, ...(await moveAll(due)) };
  },
});

/** Every hour: the moves that are under way go on. */
export const movePayersJob = job({
  name: "billing.move_payers",
  payload: z.object({}),
  schedule: "23 * * * *",
  async run() {
    const open = await withPlatform((db) =>
      db.select({ id: billingMoves.id }).from(billingMoves).where(isNull(billingMoves.canceledAt)),
    );
    for (const { id } of open)
      while ((await withPlatform((db) => noticePayers(db, id, defaultBatch))) === defaultBatch);
    await moveAll(await listDue());
  },
});

/** One after the other. Whose turn fails is tried again the next time, and keeps nobody else waiting. */
async function moveAll(due: DuePayer[]): Promise<Omit<z.output<typeof progress>, "noticed">> {
  const done = { moved: 0, left: 0, waiting: 0 };
  const failures: unknown[] = [];
  for (const one of due)
    await movePayer(one).then(
      (outcome) => done[outcome]++,
      (cause) => failures.push(cause),
    );
  if (failures.length > 0) throw new AggregateError(failures, "some payers could not be moved");
  return done;
}

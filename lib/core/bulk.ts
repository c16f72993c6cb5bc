import { z } from "zod";
import type { TenantDb } from "@/db/tenant";
import { requirePermission } from "./access";
import { AppError } from "./errors";
import type { EventType } from "./events";
import type { Command, CommandScope } from "./operation";
import { memberCaller, noteRefusal } from "./refusals";
import { tryAlone } from "./savepoint";

export const mostInBulk = 100;

/** What became of each: `message` is a refusal's own, as it was `said`. */
const bulkItem = { id: z.string(), name: z.string() };
export const bulkOutcome = z.discriminatedUnion("ok", [
  z.object({
    ok: z.literal(true),
    done: z.array(z.object(bulkItem)),
    refused: z.array(z.object({ ...bulkItem, message: z.string() })),
  }),
  z.object({ ok: z.literal(false), refused: z.array(z.object({ ...bulkItem, message: z.string() })) }),
]);
export type BulkOutcome = z.output<typeof bulkOutcome>;

/**
 * Runs a command of one thing for each of several, with its permission and its limit: what is refused is undone alone and told,
 * and the others stand. In the order of the ids, so that two who do it at once wait for each other and never in a ring.
 * Throws what the only one of them was refused with.
 */
export async function runForEach<E extends EventType>(
  scope: CommandScope<E>,
  command: Pick<Command, "name" | "permission" | "within" | "run">,
  things: readonly { id: string; name: string }[],
): Promise<BulkOutcome> {
  const { db, context } = scope;
  requirePermission(context, command.permission);
  const done: { id: string; name: string }[] = [];
  const refused: { id: string; name: string; message: string }[] = [];
  for (const { id, name } of things.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    const outcome = await tryAlone(db, () => runOne(scope, command, id));
    if (!(outcome instanceof AppError)) done.push({ id, name });
    else if (things.length === 1) throw outcome;
    else {
      noteRefusal(outcome, memberCaller(command.name, context));
      refused.push({ id, name, message: outcome.message });
    }
  }
  return done.length > 0 ? { ok: true, done, refused } : { ok: false, refused };
}

async function runOne<E extends EventType>(
  scope: CommandScope<E>,
  { within, run }: Pick<Command, "within" | "run">,
  id: string,
): Promise<void> {
  const db: TenantDb = scope.db;
  await within?.requireWithin(db, scope.context.tenant.id, id);
  // The bulk command declares the events of what it runs.
  await run(scope as unknown as CommandScope, { id });
}

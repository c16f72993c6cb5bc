import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { requestKeys as platformKeys } from "@/db/schema/platform";
import { requestKeys as tenantKeys } from "@/db/schema/tenant";
import { isTenants, type StoreDb } from "@/db/tenant";
import { clock, hours } from "@/lib/platform/clock";
import { said } from "@/lib/platform/said";
import { AppError } from "./errors";

/** A request that may come twice, by the key its caller gave it, and is done once. */
export interface Once {
  key: string;
  /** Whose key it is: another caller's of the same name is another. */
  principal: string;
  /** Of the operation and its input: the key names this request and no other. */
  digest: string;
  /** Called where the answer is that of the first time. */
  onReplay(): void;
}

/** How long a key is good for, as draft-ietf-httpapi-idempotency-key-header leaves to the server. */
const keptMs = hours(24);
const mostAnswer = 64 * 1024;

/**
 * Waits for nobody: a twin under way is refused with `idempotency_in_progress`. Returns what was answered before, still
 * encoded, or null where this is the first time. Throws `idempotency_key_reused` for another request under the same key.
 */
export async function answeredBefore(db: StoreDb, tenantId: string, once: Once): Promise<string | null> {
  const { key, principal, digest } = once;
  const lock = JSON.stringify(["once", tenantId, principal, key]);
  const { rows } = await db.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended(${lock}, 0)) as mine`,
  );
  if (!rows[0]?.mine) throw refused("idempotency_in_progress");
  const table = keysIn(db);
  const [row] = await db
    .select()
    .from(table)
    .where(named(table, tenantId, once));
  if (!row) return null;
  if (row.createdAt <= clock.in(-keptMs)) {
    await db.delete(table).where(named(table, tenantId, once));
    return null;
  }
  if (row.digest !== digest) throw refused("idempotency_key_reused");
  if (row.answer === null) throw refused("already_done");
  once.onReplay();
  return row.answer;
}

/** Keeps that it was done and, where there is one that may be told again, its answer: in the transaction that did it. */
export async function keepAnswer(
  db: StoreDb,
  tenantId: string,
  { key, principal, digest }: Once,
  answer: string | null,
): Promise<void> {
  const short = answer !== null && answer.length <= mostAnswer ? answer : null;
  const table = keysIn(db);
  await db
    .insert(table)
    .values({ tenantId, principal, key, digest, answer: short, createdAt: clock.now() })
    .onConflictDoUpdate({
      target: [table.tenantId, table.principal, table.key],
      set: { answer: short },
    });
}

/** An answer as it is kept, and as it leaves. */
export const written = <O extends z.ZodType>(output: O, value: unknown): string =>
  JSON.stringify(z.encode(output, value as z.output<O>)) ?? "null";

const keysIn = (db: StoreDb) => (isTenants(db) ? tenantKeys : platformKeys);

const named = (table: ReturnType<typeof keysIn>, tenantId: string, { principal, key }: Once) =>
  and(eq(table.tenantId, tenantId), eq(table.principal, principal), eq(table.key, key));

function refused(reason: "already_done" | "idempotency_in_progress" | "idempotency_key_reused"): AppError {
  const words = {
    already_done: said("api.refused.alreadyDone"),
    idempotency_in_progress: said("api.refused.inProgress"),
    idempotency_key_reused: said("api.refused.keyReused"),
  };
  return new AppError("conflict", words[reason], { reason });
}

import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { AppError } from "./errors";
import { leftSoFar, takeBack } from "./outbox";

/** Does one of several deeds of a transaction: what is refused is undone alone and answered, and the others stand. */
export async function tryAlone<T>(db: Tx, work: () => Promise<T>): Promise<T | AppError> {
  await db.execute(sql`savepoint alone`);
  const kept = leftSoFar(db);
  try {
    const result = await work();
    await db.execute(sql`release savepoint alone`);
    return result;
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    await db.execute(sql`rollback to savepoint alone`);
    takeBack(db, kept);
    return thrown;
  }
}

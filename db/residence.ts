import { createHash } from "node:crypto";
import pg from "pg";
import { residentRole, rolesOf } from "./logins";
import { firstEpoch, type Placement, schemaOf } from "./placement";

/** A store is not where its placement says, or not any more. */
export class Misplaced extends Error {
  override name = "Misplaced";
}

/** A store is being moved; nothing was done. Said to be over in seconds. */
export class StoreMoving extends Error {
  override name = "StoreMoving";
  readonly retryAfterSeconds = 2;
}

/** The role in which a placement's transactions run: the one of all who share a schema, or the workspace's own. */
export const roleAt = ({ level, tenantId }: Placement, appUrl: string): string =>
  level === "shared" ? rolesOf(appUrl).tenant : residentRole(tenantId, appUrl);

/** Leads a transaction into the schema of a placement. */
export const inSchema = (placement: Placement): string =>
  `set local search_path = ${pg.escapeIdentifier(schemaOf(placement))}`;

/**
 * Holds the store for the length of a transaction, as any number may at once and a move may not, and asks whom it holds. Two
 * statements, because the second must see what a move that the first has waited for has left.
 */
export const asking = ({ tenantId }: Placement): string =>
  `select pg_advisory_xact_lock_shared(${storeLock(tenantId)}); select epoch from residence`;

/** Throws `Misplaced` unless the last answer to an opening message is the epoch of the placement. */
export function assertResident(
  { level, epoch }: Placement,
  answers: pg.QueryResult | pg.QueryResult[],
): void {
  const answer = Array.isArray(answers) ? answers.at(-1) : answers;
  const found: { epoch: number } | undefined = answer?.rows[0];
  const known = found?.epoch ?? (level === "shared" ? firstEpoch : null);
  if (known !== epoch) throw new Misplaced("the workspace's rows have moved");
}

/** The number of the lock that a move takes alone: 64 bits of a hash of the id. */
export const storeLock = (tenantId: string): string =>
  createHash("sha256").update(`store:${tenantId}`).digest().readBigInt64BE().toString();

/** Whether the opening message waited for a move longer than a login waits for anything (`lock_timeout`). */
export const isLockTimeout = (thrown: unknown): boolean =>
  thrown instanceof Error && "code" in thrown && thrown.code === "55P03";

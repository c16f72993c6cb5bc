import { sql } from "drizzle-orm";
import { apiCalls } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { log } from "@/lib/platform/log";

type Tally = typeof apiCalls.$inferInsert;

const pauseMs = 1_000;
const most = 10_000;

// `next dev` reloads modules; what was counted must survive that.
const shared = globalThis as typeof globalThis & {
  tenantryApiCalls?: { open: Map<string, Tally>; timer?: NodeJS.Timeout };
};
shared.tenantryApiCalls ??= { open: new Map() };
const state = shared.tenantryApiCalls;

export interface ApiCall {
  tenantId: string;
  /** An API key's id, or `people`. */
  caller: string;
  operation: string;
  isError: boolean;
  durationMs: number;
}

/**
 * Adds a call up in this process; it is written down within a second. These figures explain and bill nothing: what the plan
 * counts is counted by `lib/usage`, and a process that is killed takes a second of these with it.
 */
export function countCall({ tenantId, caller, operation, isError, durationMs }: ApiCall): void {
  const day = clock.now().toISOString().slice(0, 10);
  const key = JSON.stringify([tenantId, caller, day, operation]);
  const tally = state.open.get(key) ?? {
    ...{ tenantId, caller, day, operation },
    ...{ calls: 0, errors: 0, durationMs: 0 },
  };
  if (!state.open.has(key) && state.open.size >= most) return;
  tally.calls += 1;
  tally.errors += isError ? 1 : 0;
  tally.durationMs += Math.round(durationMs);
  state.open.set(key, tally);
  state.timer ??= setTimeout(flushCalls, pauseMs).unref();
}

/** Writes down what was counted; for a process that may be frozen after its answer, and for tests. */
export async function flushCalls(): Promise<void> {
  clearTimeout(state.timer);
  state.timer = undefined;
  const tallies = [...state.open.values()];
  state.open.clear();
  for (const tenantId of new Set(tallies.map((one) => one.tenantId))) {
    const rows = tallies.filter((one) => one.tenantId === tenantId);
    await withTenant(tenantId, (db) => write(db, rows)).catch((err: unknown) =>
      log().warn({ err, tenantId }, "calls of the API could not be written down"),
    );
  }
}

const write = (db: Parameters<Parameters<typeof withTenant>[1]>[0], rows: Tally[]) =>
  db
    .insert(apiCalls)
    // In one order for everybody, so that two processes never wait for each other.
    .values(rows.toSorted((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1)))
    .onConflictDoUpdate({
      target: [apiCalls.tenantId, apiCalls.caller, apiCalls.day, apiCalls.operation],
      set: {
        calls: sql`${apiCalls.calls} + excluded.calls`,
        errors: sql`${apiCalls.errors} + excluded.errors`,
        durationMs: sql`${apiCalls.durationMs} + excluded.duration_ms`,
      },
    });

const keyOf = ({ caller, day, operation }: Tally): string => JSON.stringify([caller, day, operation]);

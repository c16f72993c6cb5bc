import type pg from "pg";

/** Tables that billing writes, and where the effects of what it writes end up. */
const tables = [
  "platform.billing_accounts",
  "platform.billing_subscriptions",
  "platform.billing_invoices",
  "platform.billing_payment_attempts",
  "platform.billing_adjustments",
  "platform.billing_intents",
  "platform.billing_sync",
  "platform.billing_outbox",
  "platform.billing_drift",
  "platform.invoice_counters",
  "platform.entitlements",
  "tenant.events",
  "graphile_worker._private_jobs",
];

/**
 * One line a table that changes with any write to any of its rows, even one that writes the same values again: a row's
 * `xmin` is the transaction that wrote it. Of the inbox only the count of deliveries may move.
 */
export async function fingerprintOf(owner: pg.Pool): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const table of tables) found[table] = await digest(owner, table, "t.xmin::text || t::text");
  const inbox = "(to_jsonb(t) - 'deliveries' - 'payload')::text";
  found["platform.stripe_events"] = await digest(owner, "platform.stripe_events", inbox);
  return found;
}

async function digest(owner: pg.Pool, table: string, row: string): Promise<string> {
  const { rows } = await owner.query<{ digest: string }>(
    `select count(*) || ' ' || coalesce(sum(hashtextextended(${row}, 0)), 0) as digest from ${table} t`,
  );
  return rows[0]?.digest ?? "";
}

/** The tables in which two fingerprints differ. */
export function changedTables(before: Record<string, string>, after: Record<string, string>): string[] {
  return Object.keys(before).filter((table) => before[table] !== after[table]);
}

import { describe, expect, test } from "vitest";
import { asOwner, ourTables } from "./clients";

/** What has no `tenant_id`, and why it may be so. A new table belongs here only with a reason. */
const withoutTenant: Record<string, string> = {
  "platform.tenants": "is told apart by its own id",
  "platform.users": "a person, seen by the workspaces they belong to",
  "platform.rate_counters": "the platform's own counters, closed to every tenant",
  "platform.invoice_counters": "one numbering of invoices for all",
  "platform.stripe_events": "the inbox: whose event it is, is known only after it was read",
  "platform.billing_sync": "one line per customer of Stripe's",
  "platform.billing_recovery": "one line: how far the search for lost events has come",
  "platform.billing_stripe_account": "one line: the account of Stripe that the rows of billing are of",
  "platform.trial_redemptions":
    "hashes alone, also of the workspace: they outlive it, so that opening another gives no second trial",
  "platform.billing_moves": "what an operator decided for many payers; each payer has a line with its tenant",
  "platform.plan_prices": "the catalog of prices, the same for all",
};

/** Functions that run with the owner's rights, and what they let through. */
const asOwnerBecause: Record<string, string> = {
  "jobs.add_job": "the queue's tables are closed to the application",
  "jobs.add_tenant_job": "the same for a workspace: its own jobs, of the kinds it may ask for",
  "platform.open_intent": "a workspace writes no table of billing's but asks for its own changes",
  "platform.move_intent": "the same, from one status that is open to the next",
};

interface Policy {
  table: string;
  permissive: string;
  cmd: string;
  roles: string;
  qual: string;
  with_check: string;
}

async function policies(): Promise<Policy[]> {
  const { rows } = await asOwner((client) =>
    client.query<Policy>(
      `select format('%I.%I', schemaname, tablename) as table, permissive, cmd, roles::text, qual, with_check
         from pg_policies where schemaname in ('platform', 'tenant')`,
    ),
  );
  return rows;
}

describe("the catalog", () => {
  test("every table has row-level security enabled and forced", async () => {
    const { rows } = await asOwner((client) =>
      client.query(
        `select c.oid::regclass::text as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('platform', 'tenant') and c.relkind in ('r', 'p')
            and not (c.relrowsecurity and c.relforcerowsecurity)`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("every table has one policy that opens and an identical one that guards, for everything and everybody", async () => {
    const all = await policies();
    for (const { name } of await ourTables()) {
      const own = all.filter((policy) => policy.table === name);
      expect(own.map((policy) => policy.permissive).sort(), name).toEqual(["PERMISSIVE", "RESTRICTIVE"]);
      const rules = new Set(own.flatMap((policy) => [policy.qual, policy.with_check]));
      expect([...rules], `${name}: reading and writing, opening and guarding, follow one rule`).toHaveLength(
        1,
      );
      expect(
        own.every((policy) => policy.cmd === "ALL" && policy.roles === "{public}"),
        name,
      ).toBe(true);
    }
  });

  test("no table of a workspace's own content opens to the platform", async () => {
    const content = (await policies()).filter((policy) => policy.table.startsWith("tenant."));
    expect(content.filter((policy) => /platform/i.test(policy.qual))).toEqual([]);
  });

  test("a table without tenant_id has a written reason", async () => {
    const bare = (await ourTables()).filter((table) => !table.hasTenant).map((table) => table.name);
    expect(bare.filter((name) => !(name in withoutTenant))).toEqual([]);
    expect(bare.filter((name) => name.startsWith("tenant."))).toEqual([]);
  });

  test("every unique index of a tenant table leads with tenant_id: an id or a name taken elsewhere is not taken here", async () => {
    const { rows } = await asOwner((client) =>
      client.query(
        `select i.indexrelid::regclass::text as index from pg_index i
           join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
           left join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where n.nspname = 'tenant' and i.indisunique and a.attname is distinct from 'tenant_id'`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("a foreign key of a tenant table carries tenant_id and stays in its own schema", async () => {
    const { rows } = await asOwner((client) =>
      client.query(
        `select k.conname from pg_constraint k
           join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
           join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
           join pg_namespace n on n.oid = c.relnamespace
          where k.contype = 'f' and n.nspname = 'tenant'
            and (a.attname <> 'tenant_id' or f.relnamespace <> c.relnamespace)`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("a function that runs with its owner's rights has a written reason, and none trusts the caller's search path", async () => {
    const { rows } = await asOwner((client) =>
      client.query<{ name: string; isDefiner: boolean; isPathFixed: boolean }>(
        `select format('%I.%I', n.nspname, p.proname) as name, p.prosecdef as "isDefiner",
                coalesce('search_path=""' = any(p.proconfig), false) as "isPathFixed"
           from pg_proc p join pg_namespace n on n.oid = p.pronamespace
          where n.nspname not in ('pg_catalog', 'information_schema', 'graphile_worker')`,
      ),
    );
    expect(rows.filter(({ isPathFixed }) => !isPathFixed)).toEqual([]);
    const definers = rows.filter(({ isDefiner }) => isDefiner).map(({ name }) => name);
    expect(definers.sort()).toEqual(Object.keys(asOwnerBecause).sort());
  });

  test("no view shows tenant rows with its owner's eyes", async () => {
    const { rows } = await asOwner((client) =>
      client.query(
        `select c.oid::regclass::text as view from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname in ('platform', 'tenant')
            and (c.relkind = 'm' or (c.relkind = 'v' and not coalesce('security_invoker=true' = any(c.reloptions), false)))`,
      ),
    );
    expect(rows).toEqual([]);
  });

  test("ids give no volume away: no sequence in a tenant table", async () => {
    const { rows } = await asOwner((client) =>
      client.query(
        `select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where n.nspname = 'tenant' and c.relkind = 'S'`,
      ),
    );
    expect(rows).toEqual([]);
  });
});

import pg from "pg";

const tenantIs = "(select nullif(current_setting('app.tenant_id', true), ''))";
const isPlatform = "(select current_setting('app.scope', true) = 'platform')";

/** Platform tables whose rows are told apart by something other than a `tenant_id` column. */
const platformPolicies: Record<string, string> = {
  tenants: `id = ${tenantIs}`,
  users: `exists (select 1 from platform.memberships m where m.user_id = users.id and m.tenant_id = ${tenantIs})`,
};

/** Platform tables that only the platform's own scope may touch at all. */
const platformOnly = "false";

/**
 * Puts every table of a schema behind forced row-level security and grants the application's role what it needs.
 * A permissive policy opens, an identical restrictive one guards: a later policy is OR-ed with the first but AND-ed
 * with the second, so it can never widen. Idempotent; runs after every migration, so a new table cannot be forgotten.
 */
export async function guardSchema(client: pg.Client, schema: string, role: string): Promise<void> {
  const quoted = pg.escapeIdentifier(schema);
  await client.query(
    `revoke all on schema ${quoted} from public; grant usage on schema ${quoted} to ${role};`,
  );
  for (const table of await tablesOf(client, schema)) {
    const name = `${quoted}.${pg.escapeIdentifier(table.name)}`;
    const rule = ruleFor(schema, table);
    await client.query("begin");
    await client.query(`
      alter table ${name} enable row level security, force row level security;
      drop policy if exists open on ${name};
      drop policy if exists guard on ${name};
      create policy open on ${name} as permissive for all to public using (${rule}) with check (${rule});
      create policy guard on ${name} as restrictive for all to public using (${rule}) with check (${rule});
      grant select, insert, update, delete on ${name} to ${role};`);
    if (table.hasTenant) await freezeTenantId(client, name);
    await client.query("commit");
  }
}

function ruleFor(schema: string, table: { name: string; hasTenant: boolean }): string {
  if (schema !== "platform") return `tenant_id = ${tenantIs}`;
  const own = table.hasTenant ? `tenant_id = ${tenantIs}` : (platformPolicies[table.name] ?? platformOnly);
  return `${isPlatform} or ${own}`;
}

/** A row never changes its tenant, whoever asks. */
async function freezeTenantId(client: pg.Client, name: string): Promise<void> {
  await client.query(`
    create or replace function migrations.freeze_tenant_id() returns trigger language plpgsql set search_path = '' as $$
      begin
        if new.tenant_id is distinct from old.tenant_id then
          raise exception 'tenant_id is immutable' using errcode = '42501';
        end if;
        return new;
      end $$;
    create or replace trigger freeze_tenant_id before update of tenant_id on ${name}
      for each row execute function migrations.freeze_tenant_id();`);
}

async function tablesOf(client: pg.Client, schema: string): Promise<{ name: string; hasTenant: boolean }[]> {
  const { rows } = await client.query<{ name: string; has_tenant: boolean }>(
    `select c.relname as name,
            exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p') order by 1`,
    [schema],
  );
  return rows.map((row) => ({ name: row.name, hasTenant: row.has_tenant }));
}

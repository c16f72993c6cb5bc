import pg from "pg";
import { oneWay } from "@/db/one-way";
import { functionRights, type Rights, type RoleName, rightsOf } from "@/db/rights";
import type { Roles } from "./role";
import type { Stream } from "./stream";

const tenantIs = "(select tenant_id from entrance.here)";

/** Platform tables whose rows are told apart by more, or something other, than a `tenant_id` column. */
const platformPolicies: Record<string, string> = {
  tenants: `id = ${tenantIs}`,
  // What operators have asked for, and why, stays with them.
  billing_intents: `tenant_id = ${tenantIs} and kind <> 'operator'`,
  users: `exists (select 1 from platform.memberships m where m.user_id = users.id and m.tenant_id = ${tenantIs})`,
};

/** Platform tables that only the platform's own role may touch at all. */
const platformOnly = "false";

/** Who has to do with the tables of a stream at all. */
const users = { platform: ["workspace", "platform"], tenant: ["tenant"] } as const satisfies Record<
  Stream,
  RoleName[]
>;

interface Table {
  name: string;
  hasTenant: boolean;
}

/** One schema and what its tables are: the platform's, those of all workspaces that share it, or those of one alone. */
interface Guarded {
  stream: Stream;
  schema: string;
  /** The one workspace whose rows it takes. */
  pinnedTo?: string;
}

/**
 * Puts every table of a schema behind forced row-level security and grants each role what `db/rights.ts` declares.
 * A permissive policy opens, an identical restrictive one guards: a later policy is OR-ed with the first but AND-ed
 * with the second, so it can never widen. Idempotent; runs after every migration. Throws for a table without rights.
 */
export async function guardSchema(
  client: pg.Client,
  { stream, schema, pinnedTo }: Guarded,
  roles: Roles,
): Promise<void> {
  const quoted = pg.escapeIdentifier(schema);
  await client.query(
    `revoke all on schema ${quoted} from public, ${everyRole(roles)};
     grant usage on schema ${quoted} to ${users[stream].map((role) => roles[role]).join(", ")};`,
  );
  for (const table of await tablesOf(client, schema)) {
    const own = rightsOf(stream, table.name);
    if (!own)
      throw new Error(
        `${schema}.${table.name} has no rights: declare in db/rights.ts who may do what with it`,
      );
    const name = `${quoted}.${pg.escapeIdentifier(table.name)}`;
    const rule = ruleFor(stream, table, roles);
    await client.query("begin");
    await client.query(`
      alter table ${name} enable row level security, force row level security;
      drop policy if exists open on ${name};
      drop policy if exists guard on ${name};
      create policy open on ${name} as permissive for all to public using (${rule}) with check (${rule});
      create policy guard on ${name} as restrictive for all to public using (${rule}) with check (${rule});
      revoke all on ${name} from public, ${everyRole(roles)};
      ${users[stream].map((role) => grantsOf(own[role] ?? {}, name, roles[role])).join(" ")}`);
    if (table.hasTenant) await freezeTenantId(client, name);
    if (pinnedTo) await pin(client, name, pinnedTo);
    await forbidTurningBack(client, name, oneWay[stream][table.name] ?? {});
    await client.query("commit");
  }
}

/** Takes every function of these schemas from everybody, and gives back what `db/rights.ts` declares. */
export async function guardFunctions(client: pg.Client, schemas: string[], roles: Roles): Promise<void> {
  await client.query("begin");
  for (const schema of schemas)
    await client.query(
      `revoke execute on all routines in schema ${pg.escapeIdentifier(schema)} from public, ${everyRole(roles)}`,
    );
  for (const [signature, callers] of Object.entries(functionRights))
    await client.query(`grant execute on function ${signature} to ${listOf(callers, roles)}`);
  await client.query("commit");
}

export const everyRole = (roles: Roles): string => Object.values(roles).join(", ");
const listOf = (names: readonly RoleName[], roles: Roles): string =>
  names.map((name) => roles[name]).join(", ");

function grantsOf(own: Rights, table: string, role: string): string {
  return Object.entries(own)
    .map(([verb, extent]) => {
      const columns =
        extent === "all" ? "" : `(${extent.map((name) => pg.escapeIdentifier(name)).join(", ")})`;
      return `grant ${verb} ${columns} on ${table} to ${role};`;
    })
    .join(" ");
}

/** The platform is told by its login, which nothing a workspace's connection says can change. */
function ruleFor(stream: Stream, table: Table, roles: Roles): string {
  if (stream === "tenant") return `tenant_id = ${tenantIs}`;
  const own = platformPolicies[table.name] ?? (table.hasTenant ? `tenant_id = ${tenantIs}` : platformOnly);
  return `(select current_user = ${asLiteral(roles.platform)}) or ${own}`;
}

const asLiteral = (identifier: string): string =>
  pg.escapeLiteral(identifier.slice(1, -1).replaceAll('""', '"'));

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

/** What is one workspace's alone takes nobody else's row, whoever writes it. */
async function pin(client: pg.Client, name: string, tenantId: string): Promise<void> {
  await client.query(`
    alter table ${name} drop constraint if exists pinned;
    alter table ${name} add constraint pinned check (tenant_id = ${pg.escapeLiteral(tenantId)})`);
}

/** What has happened does not unhappen, whoever asks. */
async function forbidTurningBack(
  client: pg.Client,
  name: string,
  columns: (typeof oneWay)[Stream][string],
): Promise<void> {
  await client.query(`
    create or replace function migrations.refuse_turning_back() returns trigger language plpgsql set search_path = '' as $$
      begin
        raise exception '% goes one way only', tg_argv[0] using errcode = '42501';
      end $$`);
  for (const [column, refused] of Object.entries(columns))
    await client.query(`
      create or replace trigger ${pg.escapeIdentifier(`one_way_${column}`)} before update of ${column} on ${name}
        for each row when (${refused(column)}) execute function migrations.refuse_turning_back(${pg.escapeLiteral(column)})`);
}

async function tablesOf(client: pg.Client, schema: string): Promise<Table[]> {
  const { rows } = await client.query<{ name: string; has_tenant: boolean }>(
    `select c.relname as name,
            exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as has_tenant
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') order by 1`,
    [schema],
  );
  return rows.map((row) => ({ name: row.name, hasTenant: row.has_tenant }));
}

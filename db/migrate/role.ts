import pg from "pg";
import { logins, passwordOf, rolesOf } from "@/db/logins";
import { closedFunctions, type RoleName } from "@/db/rights";
import { whileOthersDoTheSame } from "./retry";

/** The roles of the deployment, quoted for SQL. */
export type Roles = Record<RoleName, string>;

/**
 * Makes sure the role named in `appUrl` and its companions exist, with their passwords, and can neither own nor bypass
 * anything. In SQL, because roles of Neon's console carry BYPASSRLS. Roles are the server's, not the database's, so that
 * another database may be migrated at the same moment.
 */
export async function ensureRoles(client: pg.Client, appUrl: string): Promise<Roles> {
  const names = rolesOf(appUrl);
  const owner = await client.query<{ name: string }>("select current_user as name");
  if (Object.values(names).includes(owner.rows[0]?.name ?? ""))
    throw new Error("DATABASE_URL and DATABASE_OWNER_URL must name different roles");
  for (const login of logins) await ensureLogin(client, names[login], passwordOf(login, appUrl));
  for (const entered of [names.tenant, names.workspace, names.resident])
    await ensureRole(client, entered, "nologin noinherit nocreatedb nocreaterole");
  const roles = quotedRoles(appUrl);
  await whileOthersDoTheSame(() => client.query(`grant ${roles.tenant}, ${roles.workspace} to ${roles.app}`));
  await whileOthersDoTheSame(() => closeDatabase(client));
  await whileOthersDoTheSame(() => closeFunctions(client));
  return roles;
}

/** As they stand in a statement. */
export function quotedRoles(appUrl: string): Roles {
  const names = rolesOf(appUrl);
  return {
    app: pg.escapeIdentifier(names.app),
    tenant: pg.escapeIdentifier(names.tenant),
    resident: pg.escapeIdentifier(names.resident),
    workspace: pg.escapeIdentifier(names.workspace),
    platform: pg.escapeIdentifier(names.platform),
    jobs: pg.escapeIdentifier(names.jobs),
  };
}

const bounds = { statement_timeout: "8s", lock_timeout: "3s", idle_in_transaction_session_timeout: "10s" };

/**
 * With just this password and these settings: Postgres lets every login change its own, for all connections to come, and
 * lets nobody keep it from that.
 */
async function ensureLogin(client: pg.Client, name: string, password: string): Promise<void> {
  const attributes = `login noinherit nocreatedb nocreaterole password ${pg.escapeLiteral(password)}`;
  await ensureRole(client, name, attributes);
  const role = pg.escapeIdentifier(name);
  const database = await currentDatabase(client);
  const set = Object.entries(bounds).map(
    ([setting, value]) => `alter role ${role} set ${setting} = '${value}';`,
  );
  await whileOthersDoTheSame(() =>
    client.query(
      `alter role ${role} reset all; alter role ${role} in database ${database} reset all; ${set.join(" ")}`,
    ),
  );
}

async function currentDatabase(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>("select current_database() as name");
  return pg.escapeIdentifier(rows[0]?.name ?? "");
}

export async function ensureRole(client: pg.Client, name: string, attributes: string): Promise<void> {
  await whileOthersDoTheSame(async () => {
    const known = await client.query("select 1 from pg_roles where rolname = $1", [name]);
    const verb = known.rowCount ? "alter" : "create";
    await client.query(`${verb} role ${pg.escapeIdentifier(name)} ${attributes}`);
  });
}

/** What Postgres opens to everybody and only a superuser may close; where the owner is none, as on Neon, it stays open. */
async function closeFunctions(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc
      where pronamespace = 'pg_catalog'::regnamespace and proname like any ($1)
        and (select rolsuper from pg_roles where rolname = current_user)`,
    [closedFunctions],
  );
  for (const { name } of rows)
    await client.query(`revoke execute on function pg_catalog.${name} from public`);
  // Whoever watches the server as a whole goes on watching.
  for (const { name } of rows.filter(({ name }) => name.startsWith("pg_stat_")))
    await client.query(`grant execute on function pg_catalog.${name} to pg_read_all_stats`);
}

/** Nobody but the owner makes anything here, and a function that is made is nobody's to call until it is granted. */
async function closeDatabase(client: pg.Client): Promise<void> {
  await client.query(
    `revoke temporary, create on database ${await currentDatabase(client)} from public;
     revoke create on schema public from public;
     alter default privileges revoke execute on functions from public;`,
  );
}

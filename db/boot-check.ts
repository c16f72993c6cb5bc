import { sql } from "drizzle-orm";
import { env } from "@/env";
import { connection } from "./client";
import { rolesOf } from "./logins";

/**
 * Throws unless the roles that serve can do nothing but what was granted to them, in any schema: no superuser, BYPASSRLS
 * or other power by any path of memberships, no membership but the app's in those it turns into and theirs, with a schema of
 * their own, in what residents share, owner of nothing, maker of nothing. A Neon role from the console has BYPASSRLS, which
 * makes every policy decoration.
 */
export async function assertConfinedRole(): Promise<void> {
  const roles = rolesOf(env().DATABASE_URL);
  const own = await residentRoles(roles.app);
  const entered = [roles.tenant, roles.workspace, roles.resident, ...own];
  for (const role of [...Object.values(roles), ...own]) {
    const mayEnter = role === roles.app ? entered : own.includes(role) ? [roles.resident] : [];
    const wrong = await findWrong(role, mayEnter);
    if (wrong === null) throw new Error(`The database role "${role}" is missing. Run npm run db:migrate.`);
    if (wrong.length > 0) throw new Error(refusal(role, wrong));
  }
}

const refusal = (role: string, wrong: string[]): string =>
  `The database role "${role}" can bypass row-level security or has more rights than it needs: ${wrong.join(", ")}. ` +
  "Point DATABASE_URL at the application's role, which npm run db:migrate creates and confines, and keep the owner's in " +
  "DATABASE_OWNER_URL.";

/** The roles of workspaces that have a schema to themselves. */
async function residentRoles(app: string): Promise<string[]> {
  const { rows } = await connection().db.execute<{ name: string }>(
    sql`select rolname as name from pg_roles where rolname ~ '_[0-9a-z]{26}$' and starts_with(rolname, ${`${app}_`})
          and length(rolname) = length(${app}) + 27`,
  );
  return rows.map(({ name }) => name);
}

/** What a role has and must not have; null where there is no such role. */
async function findWrong(role: string, mayEnter: string[]): Promise<string[] | null> {
  const { rows } = await connection().db.execute<{ wrong: string[] }>(sql`
    with examined as (select oid from pg_roles where rolname = ${role}),
    reached as (select r.*, e.oid = r.oid as is_self from pg_roles r, examined e where pg_has_role(e.oid, r.oid, 'member'))
    select array(
      select format('%I is superuser', rolname) from reached where rolsuper
      union all select format('%I has BYPASSRLS', rolname) from reached where rolbypassrls
      union all select format('%I makes roles or databases', rolname) from reached where rolcreaterole or rolcreatedb or rolreplication
      union all select format('it is a member of %I', rolname) from reached
        where not is_self and rolname <> all (${sql.param(mayEnter)}::name[])
      union all (select format('it owns %s', pg_describe_object(d.classid, d.objid, d.objsubid))
        from pg_shdepend d join reached r on d.refobjid = r.oid
       where d.refclassid = 'pg_authid'::regclass and d.deptype = 'o'
         and d.dbid in (0, (select oid from pg_database where datname = current_database())) limit 3)
      union all select format('it may create in schema %I', n.nspname) from pg_namespace n, examined e
        where has_schema_privilege(e.oid, n.oid, 'create')
      union all select 'it may create schemas or temporary tables' from examined e
        where has_database_privilege(e.oid, current_database(), 'create, temporary')
      ) as wrong
     from examined`);
  return rows[0]?.wrong ?? null;
}

import pg from "pg";

/**
 * Makes sure the role named in `appUrl` exists, with that password, and can neither own nor bypass anything.
 * Roles are made in SQL because those of Neon's console carry BYPASSRLS. Returns the quoted role name.
 */
export async function ensureAppRole(client: pg.Client, appUrl: string): Promise<string> {
  const { username, password } = new URL(appUrl);
  const name = decodeURIComponent(username);
  const role = pg.escapeIdentifier(name);
  const owner = await client.query<{ name: string }>("select current_user as name");
  if (owner.rows[0]?.name === name)
    throw new Error("DATABASE_URL and DATABASE_OWNER_URL must name different roles");
  const known = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  const attributes = `login noinherit nocreatedb nocreaterole password ${pg.escapeLiteral(decodeURIComponent(password))}`;
  await client.query(`${known.rowCount ? "alter" : "create"} role ${role} ${attributes}`);
  await client.query(`
    alter role ${role} set statement_timeout = '8s';
    alter role ${role} set lock_timeout = '3s';
    alter role ${role} set idle_in_transaction_session_timeout = '10s';`);
  const database = await client.query<{ name: string }>("select current_database() as name");
  await client.query(
    `revoke temporary, create on database ${pg.escapeIdentifier(database.rows[0]?.name ?? "")} from public;
     revoke create on schema public from public;`,
  );
  return role;
}

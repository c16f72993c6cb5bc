import { sql } from "drizzle-orm";
import { connection } from "./client";

/**
 * Throws unless the database role cannot get around row-level security: not a superuser, no BYPASSRLS of its own or by
 * membership, owner of no table of ours. A Neon role from the console has BYPASSRLS, which makes every policy decoration.
 */
export async function assertConfinedRole(): Promise<void> {
  const { rows } = await connection().db.execute<{ name: string; bypass: boolean; owned: number }>(sql`
    select current_user as name,
      (select bool_or(r.rolsuper or r.rolbypassrls) from pg_roles r where pg_has_role(current_user, r.oid, 'member')) as bypass,
      (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'p') and n.nspname in ('platform', 'tenant') and pg_has_role(current_user, c.relowner, 'member')) as owned`);
  const role = rows[0];
  if (!role || role.bypass || role.owned > 0) {
    throw new Error(
      `The database role "${role?.name}" can bypass row-level security. Point DATABASE_URL at the application's role ` +
        "(npm run db:migrate creates it) and keep the owner's in DATABASE_OWNER_URL.",
    );
  }
}

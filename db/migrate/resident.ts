import pg from "pg";
import { residentRole } from "@/db/logins";
import { schemaOf } from "@/db/placement";
import { guardSchema } from "./guards";
import { whileOthersDoTheSame } from "./retry";
import { ensureRole, type Roles } from "./role";
import { applyStream } from "./stream";

/** Who has a schema to itself, oldest first, whether its rows are in it already or not. */
export async function residents(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    "select nspname as id from pg_namespace where nspname ~ '^ten_[0-9a-z]{26}$' order by 1",
  );
  return rows.map(({ id }) => id);
}

/**
 * A schema and a role for one workspace, up to date and closed: the role has this schema and what every resident shares
 * (the entrance and the queue), no other's and not the one all share, so that a wrong search path ends in "permission
 * denied". Safe to repeat and to resume. Returns the tags applied.
 */
export async function ensureResident(
  client: pg.Client,
  tenantId: string,
  appUrl: string,
  roles: Roles,
  log: (line: string) => void,
): Promise<string[]> {
  const name = residentRole(tenantId, appUrl);
  const role = pg.escapeIdentifier(name);
  await ensureRole(client, name, "nologin inherit nocreatedb nocreaterole");
  await whileOthersDoTheSame(() =>
    client.query(`grant ${roles.resident} to ${role}; grant ${role} to ${roles.app}`),
  );
  const schema = schemaOf({ level: "schema", tenantId });
  const applied = await applyStream(client, "tenant", schema, log);
  await guardSchema(client, { stream: "tenant", schema, pinnedTo: tenantId }, { ...roles, tenant: role });
  return applied;
}

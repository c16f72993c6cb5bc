import pg from "pg";
import { entering } from "@/db/entrance";
import { type Entered, type Login, rolesOf, urlOf } from "@/db/logins";

const appUrl = () => process.env.DATABASE_URL ?? "";

/** A fresh connection as one of the application's logins, or as the database's owner. Closed when `work` is done. */
export async function asApp<T>(work: (client: pg.Client) => Promise<T>, login: Login = "app"): Promise<T> {
  return withClient(urlOf(login, appUrl()), work);
}

/** The same inside a transaction that is rolled back: one of a workspace's two, as the application begins it, or the platform's. */
export async function asRole<T>(
  role: Entered | "platform",
  tenantId: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const login = role === "platform" ? "platform" : "app";
  return asApp(async (client) => {
    await client.query("begin");
    if (role !== "platform") await client.query(`set local role ${rolesOf(appUrl())[role]}`);
    await client.query(entering(tenantId, appUrl()));
    return work(client).finally(() => client.query("rollback"));
  }, login);
}

export async function asOwner<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  return withClient(process.env.TEST_ADMIN_URL, work);
}

async function withClient<T>(
  connectionString: string | undefined,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

export interface GuardedTable {
  /** Qualified and quoted, ready for SQL. */
  name: string;
  hasTenant: boolean;
}

/** Every table of ours, as the catalog knows it. */
export async function ourTables(schemas = ["platform", "tenant"]): Promise<GuardedTable[]> {
  const { rows } = await asOwner((client) =>
    client.query<GuardedTable>(
      `select format('%I.%I', n.nspname, c.relname) as name,
              exists (select 1 from pg_attribute a
                       where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped) as "hasTenant"
         from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where n.nspname = any($1) and c.relkind in ('r', 'p') order by 1`,
      [schemas],
    ),
  );
  return rows;
}

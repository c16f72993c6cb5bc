import pg from "pg";
import { entering } from "@/db/entrance";
import { guardSchema } from "@/db/migrate/guards";
import { ensureRoles, type Roles } from "@/db/migrate/role";
import { applyStream } from "@/db/migrate/stream";
import { newId } from "@/lib/platform/id";
import { type Figure, median, ratio } from "./report";

const projectsPerTenant = 40;
const rounds = 3_000;

/** Tenants in one schema, and those of them that are asked. */
interface World {
  schema: string;
  asked: string[];
}

/**
 * The project list under row-level security against the same SQL as owner, among 10 and among 10,000 tenants, in two schemas
 * of one DDL, so that all sides take turns within one run.
 */
export async function benchIsolation(env: Record<string, string>): Promise<Figure[]> {
  const owner = new pg.Client({ connectionString: env.DATABASE_OWNER_URL });
  const app = new pg.Client({ connectionString: env.DATABASE_URL });
  await Promise.all([owner.connect(), app.connect()]);
  try {
    const roles = await ensureRoles(owner, env.DATABASE_URL ?? "");
    const few = await fill(owner, roles, "few", 10);
    const all = await fill(owner, roles, "many", 10_000);
    // The same ten busy tenants among a thousand times the neighbors; then every tenant in turn, caches cold.
    const many = { ...all, asked: all.asked.filter((_, index) => index % 1_000 === 0) };
    const [one, thousand, cold] = await measure(owner, app, roles.tenant, [few, many, all]);
    if (!one || !thousand || !cold) throw new Error("unreachable");
    return [
      { what: "project list as owner with WHERE, 10,000 tenants (ms)", value: thousand.owner.toFixed(3) },
      { what: "project list under row-level security, 10,000 tenants (ms)", value: thousand.app.toFixed(3) },
      ratio("row-level security / WHERE, 10 tenants", one.app / one.owner, { atMost: 1.15 }),
      ratio("row-level security / WHERE, 10,000 tenants", thousand.app / thousand.owner, { atMost: 1.15 }),
      ratio("row-level security / WHERE, 10,000 tenants in turn", cold.app / cold.owner, { atMost: 1.15 }),
      ratio("10,000 tenants / 10 tenants, row-level security", thousand.app / one.app, { atMost: 1.2 }),
      {
        what: "10,000 tenants in turn / 10 tenants, row-level security",
        value: (cold.app / one.app).toFixed(3),
      },
      {
        what: "10,000 tenants in turn / 10 tenants, owner with WHERE",
        value: (cold.owner / one.owner).toFixed(3),
      },
    ];
  } finally {
    await Promise.all([owner.end(), app.end()]);
  }
}

async function fill(owner: pg.Client, roles: Roles, schema: string, count: number): Promise<World> {
  await applyStream(owner, "tenant", schema, () => undefined);
  await guardSchema(owner, { stream: "tenant", schema }, roles);
  const asked = Array.from({ length: count }, () => newId("ten"));
  await owner.query(
    `insert into ${schema}.projects (tenant_id, id, name, description, created_by, updated_at)
     select t, 'prj_' || md5(t || n), 'Project ' || n, 'A sentence about what this project is for.', 'usr', now() - n * interval '1 hour'
       from unnest($1::text[]) t, generate_series(1, $2) n`,
    [asked, projectsPerTenant],
  );
  await owner.query(`vacuum analyze ${schema}.projects`);
  return { schema, asked };
}

/** Median milliseconds of the statement alone, all sides inside a transaction, prepared, taking turns. */
async function measure(owner: pg.Client, app: pg.Client, role: string, worlds: World[]) {
  const times = worlds.map(() => ({ owner: [] as number[], app: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (const [index, { schema, asked }] of worlds.entries()) {
      const id = asked[(round * 7919) % asked.length] ?? "";
      for (const who of round % 2 ? (["owner", "app"] as const) : (["app", "owner"] as const)) {
        const side =
          who === "owner" ? timed(owner, "", schema, id) : timed(app, `set local role ${role};`, schema, id);
        times[index]?.[who].push(await side);
      }
    }
  }
  return times.map((one) => ({ owner: median(one.owner.slice(200)), app: median(one.app.slice(200)) }));
}

async function timed(client: pg.Client, role: string, schema: string, id: string): Promise<number> {
  await client.query(`begin; ${role}`);
  await client.query(entering(id, process.env.DATABASE_URL ?? ""));
  const text = `select id, name, description, status, version, created_at, updated_at from ${schema}.projects
    where tenant_id = $1 and status = $2 order by updated_at desc, id desc limit $3`;
  const start = performance.now();
  const { rows } = await client.query({ name: `list_${schema}`, text, values: [id, "active", 26] });
  const took = performance.now() - start;
  await client.query("commit");
  if (rows.length !== 26) throw new Error(`expected 26 rows, got ${rows.length}`);
  return took;
}

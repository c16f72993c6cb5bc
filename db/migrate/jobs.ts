import { runMigrations } from "graphile-worker";
import pg from "pg";
import { tenantJobs } from "@/db/rights";
import { everyRole } from "./guards";
import { whileOthersDoTheSame } from "./retry";
import type { Roles } from "./role";

/**
 * The job queue: its tables are the owner's, its worker has a login of its own, and everybody else queues through two
 * functions. A workspace's own refuses every job that is not a workspace's to ask for, and every key of somebody else's.
 */
export async function migrateJobs(client: pg.Client, ownerUrl: string, roles: Roles): Promise<void> {
  await takeOver(client, roles);
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 });
  pool.on("error", () => undefined);
  pool.on("connect", (connected) => connected.on("error", () => undefined));
  try {
    await runMigrations({ pgPool: pool });
  } finally {
    await pool.end();
  }
  await client.query("begin");
  await openToWorker(client, roles);
  await client.query(functions);
  await client.query(`
    revoke all on schema jobs from public, ${everyRole(roles)};
    grant usage on schema jobs to ${roles.tenant}, ${roles.resident}, ${roles.workspace}, ${roles.platform}, ${roles.jobs};`);
  await client.query("commit");
}

/** Earlier versions made the queue as the app's role, which then owned it. */
async function takeOver(client: pg.Client, roles: Roles): Promise<void> {
  const { rowCount } = await client.query(
    `select 1 from pg_shdepend where deptype = 'o' and refclassid = 'pg_authid'::regclass and refobjid = $1::regrole
        and dbid = (select oid from pg_database where datname = current_database()) limit 1`,
    [roles.app],
  );
  if (!rowCount) return;
  const { rows } = await client.query<{ isMember: boolean }>(
    `select pg_has_role($1::regrole, 'usage') as "isMember"`,
    [roles.app],
  );
  const isMember = rows[0]?.isMember ?? false;
  if (!isMember) await whileOthersDoTheSame(() => client.query(`grant ${roles.app} to current_user`));
  await client.query(`reassign owned by ${roles.app} to current_user`);
  if (!isMember) await whileOthersDoTheSame(() => client.query(`revoke ${roles.app} from current_user`));
}

/** What the worker of graphile-worker does with its tables, it does by plain statements: it needs them whole. */
async function openToWorker(client: pg.Client, roles: Roles): Promise<void> {
  const { rows } = await client.query<{ name: string; secured: boolean }>(
    `select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity as secured
       from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'graphile_worker' and c.relkind = 'r'`,
  );
  const policies = rows
    .filter(({ secured }) => secured)
    .map(
      ({ name }) => `drop policy if exists worker on ${name};
      create policy worker on ${name} to ${roles.jobs} using (true) with check (true);`,
    );
  await client.query(`
    revoke all on schema graphile_worker from public, ${everyRole(roles)};
    revoke all on all tables in schema graphile_worker from public, ${everyRole(roles)};
    revoke execute on all routines in schema graphile_worker from public, ${everyRole(roles)};
    grant usage on schema graphile_worker to ${roles.jobs};
    grant select, insert, update, delete on all tables in schema graphile_worker to ${roles.jobs};
    revoke insert, update, delete on graphile_worker.migrations from ${roles.jobs};
    grant usage on all sequences in schema graphile_worker to ${roles.jobs};
    grant execute on all functions in schema graphile_worker to ${roles.jobs};
    ${policies.join("\n")}`);
}

const functions = `
  create schema if not exists jobs;
  create or replace function jobs.add_job(
    name text, payload json, run_at timestamptz, job_key text, max_attempts integer)
  returns void language plpgsql security definer set search_path = '' as $$
    begin
      perform graphile_worker.add_job(
        name, payload, run_at := run_at, job_key := job_key, max_attempts := max_attempts);
    end $$;
  create or replace function jobs.add_tenant_job(
    name text, payload json, run_at timestamptz, job_key text, max_attempts integer)
  returns void language plpgsql security definer set search_path = '' as $$
    declare
      tenant_id text := (select here.tenant_id from entrance.here);
    begin
      if tenant_id is null or payload->>'_tenant' is distinct from tenant_id then
        raise exception 'a workspace queues jobs of its own only' using errcode = '42501';
      end if;
      if name <> all (array[${tenantJobs.map((name) => pg.escapeLiteral(name)).join(", ")}]) then
        raise exception 'a workspace may not queue this job' using errcode = '42501';
      end if;
      if job_key is not null and position(tenant_id in job_key) = 0 then
        raise exception 'a job key of a workspace holds its id' using errcode = '42501';
      end if;
      perform graphile_worker.add_job(
        name, payload, run_at := run_at, job_key := job_key, max_attempts := max_attempts);
    end $$;`;

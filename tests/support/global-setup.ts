import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "@/db/migrate";
import { startPostgres } from "@/dev/postgres";
import { startNeonProxy } from "./neon-proxy";

declare module "vitest" {
  interface ProvidedContext {
    adminUrl: string;
    /** Where TEST_DRIVER=neon puts the databases behind a pooler like Neon's. */
    proxyUrl: string | undefined;
  }
}

export const template = "tenantry_template";
export const appRole = { name: "tenantry_test_app", password: "test" };

/** One Postgres for the whole run (embedded, or TEST_DATABASE_URL's), with a migrated template that each worker clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const local = given ? null : await startPostgres({ isThrowaway: true, port: 0 });
  const adminUrl = given ?? local?.adminUrl ?? "";
  await recreate(adminUrl, template);
  await migrate(databaseUrl(adminUrl, template), appUrl(adminUrl, template), () => undefined);
  const proxy = process.env.TEST_DRIVER === "neon" ? await startNeonProxy(adminUrl) : null;
  project.provide("adminUrl", adminUrl);
  project.provide("proxyUrl", proxy?.url);
  return async () => {
    await proxy?.stop();
    await drop(adminUrl, template);
    await local?.stop();
  };
}

/** The same server, another database. */
export function databaseUrl(adminUrl: string, database: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${database}`;
  return url.href;
}

/** The same database by a name that Neon's proxy leads to its pooler, and the tests' own connections to the server. */
export function pooledUrl(url: string): string {
  const pooled = new URL(url);
  pooled.hostname = "ep-test-pooler.localhost";
  return pooled.href;
}

/** The application's role on a database. */
export function appUrl(adminUrl: string, database: string): string {
  const url = new URL(databaseUrl(adminUrl, database));
  url.username = appRole.name;
  url.password = appRole.password;
  return url.href;
}

export async function recreate(adminUrl: string, database: string, from?: string): Promise<void> {
  await drop(adminUrl, database);
  await admin(adminUrl, `create database ${database}${from ? ` template ${from}` : ""}`);
  // What a database allows is not cloned with it; migrating closes it just so.
  if (from) await admin(adminUrl, `revoke temporary, create on database ${database} from public`);
}

export const drop = (adminUrl: string, database: string) =>
  admin(adminUrl, `drop database if exists ${database} with (force)`);

async function admin(adminUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(statement).finally(() => client.end());
}

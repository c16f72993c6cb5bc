import pg from "pg";
import { migrate } from "@/db/migrate";

type Log = (line: string) => void;

/** Makes the database if it is not there yet, drops it first if asked to, and brings it up to date. */
export async function prepareDatabase(
  ownerUrl: string,
  appUrl: string,
  log: Log,
  isReset = false,
): Promise<void> {
  await createDatabase(ownerUrl, isReset);
  await migrate(ownerUrl, appUrl, log);
}

async function createDatabase(ownerUrl: string, isReset: boolean): Promise<void> {
  const url = new URL(ownerUrl);
  const name = url.pathname.slice(1);
  url.pathname = "/postgres";
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    if (isReset) await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`);
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (!rowCount) await client.query(`create database ${pg.escapeIdentifier(name)}`);
  } finally {
    await client.end();
  }
}

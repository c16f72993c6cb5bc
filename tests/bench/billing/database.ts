import { prepareDatabase } from "@/dev/database";
import { startPostgres } from "@/dev/postgres";
import { appUrl, databaseUrl, drop } from "../../support/global-setup";

const name = "tenantry_bench_webhooks";

/** A fresh database on TEST_DATABASE_URL's server, or on a Postgres of its own, and the app pointed at it. */
export async function openBenchDatabase(): Promise<{ ownerUrl: string; close(): Promise<void> }> {
  const given = process.env.TEST_DATABASE_URL;
  const local = given ? null : await startPostgres({ isThrowaway: true, port: 0 });
  const adminUrl = given ?? local?.adminUrl ?? "";
  const ownerUrl = databaseUrl(adminUrl, name);
  const DATABASE_URL = appUrl(adminUrl, name);
  await prepareDatabase(ownerUrl, DATABASE_URL, () => undefined, true);
  Object.assign(process.env, {
    DATABASE_URL,
    AUTH_SECRET: "a-secret-that-only-the-bench-knows-of",
    ROOT_DOMAIN: "localhost:3000",
    LOG_LEVEL: "silent",
  });
  return {
    ownerUrl,
    async close() {
      await drop(adminUrl, name);
      await local?.stop();
    },
  };
}

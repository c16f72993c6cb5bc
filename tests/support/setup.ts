import { afterAll, inject } from "vitest";
import { disconnect } from "@/db/client";
import "./dns.cjs";
import { appUrl, drop, pooledUrl, recreate, template } from "./global-setup";

const database = `tenantry_test_${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}`;
const adminUrl = inject("adminUrl");
const proxyUrl = inject("proxyUrl");
const url = appUrl(adminUrl, database);

await recreate(adminUrl, database, template);
Object.assign(process.env, {
  DATABASE_URL: proxyUrl ? pooledUrl(url) : url,
  ...(proxyUrl && { DATABASE_PROXY_URL: proxyUrl }),
  TEST_ADMIN_URL: new URL(`/${database}`, adminUrl).href,
  AUTH_SECRET: "a-secret-that-only-the-tests-know-of",
  ROOT_DOMAIN: "localhost:3000",
  LOG_LEVEL: "silent",
});

afterAll(async () => {
  // Imported late: it reads the environment that is set above.
  await (await import("@/lib/core/refusals")).flushRefusals();
  await disconnect();
  await drop(adminUrl, database);
});

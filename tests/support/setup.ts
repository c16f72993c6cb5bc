import { afterAll, inject } from "vitest";
import { disconnect } from "@/db/client";
import { appUrl, drop, recreate, template } from "./global-setup";

const database = `tenantry_test_${process.pid}_${process.env.VITEST_WORKER_ID ?? 0}`;
const adminUrl = inject("adminUrl");

await recreate(adminUrl, database, template);
Object.assign(process.env, {
  DATABASE_URL: appUrl(adminUrl, database),
  TEST_ADMIN_URL: new URL(`/${database}`, adminUrl).href,
  AUTH_SECRET: "a-secret-that-only-the-tests-know-of",
  ROOT_DOMAIN: "localhost:3000",
  LOG_LEVEL: "silent",
});

afterAll(async () => {
  await disconnect();
  await drop(adminUrl, database);
});

import { defineConfig } from "drizzle-kit";

/** The tenant stream: unqualified tables, so that one DDL serves the shared schema and every dedicated one. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/tenant/index.ts",
  out: "./db/migrations/tenant",
});

import { defineConfig } from "drizzle-kit";

/** The platform stream: everything in the schema `platform`, once per deployment. */
export default defineConfig({
  dialect: "postgresql",
  schema: "./db/schema/platform/index.ts",
  out: "./db/migrations/platform",
  schemaFilter: ["platform"],
});

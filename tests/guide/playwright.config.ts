import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

const { E2E_PORT: port = "3300", E2E_FOLDER: folder = ".local/guide" } = process.env;

/** The pages of the guide's nouns, against a production build of the copy in which the guide was followed. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../.local/guide-results",
  workers: 1,
  use: { ...base.use, baseURL: `http://localhost:${port}`, timezoneId: "Europe/Berlin" },
  webServer: {
    command: `npx tsx dev/start.ts --build --reset --port ${port} --folder ${folder}`,
    cwd: "../..",
    url: `http://localhost:${port}/api/ready`,
    timeout: 900_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: { DATABASE_URL: process.env.TEST_DATABASE_URL ?? "", REDIS_URL: process.env.TEST_REDIS_URL ?? "" },
  },
});

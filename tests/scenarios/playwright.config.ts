import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";

const { SCENARIO_PORT: port = "3200", SCENARIO_FOLDER: folder = ".local/scenarios" } = process.env;

/** The paid lifecycle, scenario by scenario, against a production build of its own. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../.local/scenario-results",
  workers: 4,
  timeout: Number(process.env.SCENARIO_TIMEOUT_MS ?? 360_000),
  fullyParallel: true,
  use: { ...base.use, baseURL: `http://localhost:${port}` },
  webServer: {
    reuseExistingServer: process.env.SCENARIO_PORT !== undefined,
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

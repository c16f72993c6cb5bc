import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";
import { webServer } from "../support/web-server";

const { SCENARIO_PORT: port = "3200", SCENARIO_FOLDER: folder = ".local/scenarios" } = process.env;

/** The paid lifecycle, scenario by scenario, against a production build of its own. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../.local/scenario-results",
  workers: 4,
  timeout: Number(process.env.SCENARIO_TIMEOUT_MS ?? 600_000),
  fullyParallel: true,
  use: { ...base.use, baseURL: `http://localhost:${port}` },
  webServer: {
    ...webServer(port, folder, "../.."),
    reuseExistingServer: process.env.SCENARIO_PORT !== undefined,
  },
});

import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";
import { webServer } from "./tests/support/web-server";

const port = "3100";
const system = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(system) ? system : undefined);

/** The whole app as a user meets it: a production build on local services, in Chromium. `npm test` finds the browser. */
export default defineConfig({
  testDir: "tests/e2e",
  outputDir: ".local/e2e-results",
  workers: 2,
  // Only to end what hangs: no test asserts how long anything takes.
  timeout: 180_000,
  expect: { timeout: 60_000 },
  reporter: [["list"]],
  use: {
    baseURL: `http://localhost:${port}`,
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  webServer: webServer(port, ".local/e2e"),
});

import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";
import { webServer } from "../support/web-server";

const { E2E_PORT: port = "3300", E2E_FOLDER: folder = ".local/guide" } = process.env;

/** The pages of the guide's nouns, against a production build of the copy in which the guide was followed. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: "../../.local/guide-results",
  workers: 1,
  use: { ...base.use, baseURL: `http://localhost:${port}`, timezoneId: "Europe/Berlin" },
  webServer: webServer(port, folder, "../.."),
});

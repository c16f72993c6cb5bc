import { defineConfig } from "@playwright/test";
import base from "../../playwright.config";
import { webServer } from "../support/web-server";
import { folder } from "./pictures";

// What the helpers of tests/e2e read, here and in each worker.
process.env.E2E_PORT ??= "3400";
process.env.E2E_FOLDER ??= `${folder}/app`;
const { E2E_PORT: port, E2E_FOLDER: services } = process.env;

/** Pictures of every page for whoever wants to look at them; what they show is judged by eyes alone. */
export default defineConfig({
  ...base,
  testDir: ".",
  outputDir: `../../${folder}/results`,
  globalTeardown: "./contact-sheet.ts",
  workers: 1,
  timeout: 1_200_000,
  use: { ...base.use, baseURL: `http://localhost:${port}` },
  webServer: webServer(port, services, "../.."),
});

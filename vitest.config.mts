import path from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      "stripe-local/in-process": path.join(import.meta.dirname, "packages/stripe-local/src/in-process.ts"),
      "stripe-local": path.join(import.meta.dirname, "packages/stripe-local/src/index.ts"),
      "upstash-local": path.join(import.meta.dirname, "packages/upstash-local/src/index.ts"),
    },
  },
  test: {
    include: ["tests/**/*.test.ts", "packages/*/tests/**/*.test.ts"],
    globalSetup: "tests/support/global-setup.ts",
    setupFiles: "tests/support/setup.ts",
    // No test asserts a duration; these only end one that hangs, on the slowest machine too.
    testTimeout: 120_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 60_000 } },
    maxWorkers: 3,
    coverage: {
      enabled: process.env.COVERAGE === "1",
      provider: "v8",
      include: ["lib/**/*.ts", "db/**/*.ts", "cli/**/*.ts"],
      reportsDirectory: ".local/coverage",
      reporter: ["text-summary", "json-summary"],
      // What the commands do that run in processes of their own is not seen here.
      thresholds: { lines: 92, statements: 91, functions: 90, branches: 85 },
    },
  },
});

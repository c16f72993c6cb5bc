import { spawnSync } from "node:child_process";
import { findChromium } from "./support/chromium";

/**
 * `npm test`: everything that needs a database, then everything that needs a browser. `COVERAGE=1` also measures the first of
 * the two and holds it to the floor.
 */
async function main(): Promise<number> {
  const browser = await findChromium();
  return (
    run(["vitest", "run"], {}) ||
    run(["playwright", "test"], { CHROMIUM_PATH: browser }) ||
    run(["playwright", "test", "-c", "tests/scenarios/playwright.config.ts"], { CHROMIUM_PATH: browser })
  );
}

function run([program = "", ...given]: string[], extra: Record<string, string>): number {
  const options = {
    stdio: "inherit",
    shell: process.platform === "win32",
    env: { ...process.env, ...extra },
  } as const;
  return spawnSync("npx", [program, ...given], options).status ?? 1;
}

main().then(
  (status) => process.exit(status),
  (cause) => {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exit(1);
  },
);

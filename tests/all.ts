import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { findChromium } from "./support/chromium";

const { values: options } = parseArgs({ options: { fresh: { type: "boolean", default: false } } });

interface Step {
  name: string;
  /** Of package.json, with what is given to it. */
  script: [name: string, ...given: string[]];
  env?: Record<string, string>;
}

interface Outcome {
  seconds: number;
  isPassed: boolean;
}

const file = path.resolve(".local/test-all.json");

/**
 * `npm run test:all`: everything, in full length. What has passed for the tree as it stands is not run again, so that a run
 * that was stopped goes on where it was; `-- --fresh` begins anew. Ends with a table of how each step went.
 */
async function main(): Promise<number> {
  const tree = treeOf();
  const outcomes = options.fresh ? {} : passedFor(tree);
  for (const { name, script, env } of await steps()) {
    if (outcomes[name]?.isPassed) continue;
    console.log(`\n\x1b[1m== ${name}\x1b[0m  npm run ${script.join(" ")}`);
    const began = Date.now();
    const { status } = spawnSync("npm", ["run", ...script], {
      stdio: "inherit",
      env: { ...process.env, ...env },
    });
    outcomes[name] = { seconds: Math.round((Date.now() - began) / 1_000), isPassed: status === 0 };
    keep(tree, outcomes);
  }
  console.log(`\n${table(outcomes)}`);
  return Object.values(outcomes).every(({ isPassed }) => isPassed) ? 0 : 1;
}

async function steps(): Promise<Step[]> {
  const env = { CHROMIUM_PATH: await findChromium() };
  const [database, redis] = ["postgres", "redis"].map(found);
  const real = { TEST_DATABASE_URL: database ?? "", TEST_REDIS_URL: redis ?? "" };
  return [
    { name: "format and lint", script: ["lint"] },
    { name: "types", script: ["types"] },
    { name: "units, with coverage", script: ["test:coverage"] },
    ...(database
      ? [{ name: "units, on a real PostgreSQL and Redis", script: ["test:unit"], env: real } satisfies Step]
      : []),
    { name: "through the driver of Neon", script: ["test:neon"] },
    {
      name: "attacks on workspaces with a schema of their own",
      script: ["test:unit", "--", "tests/isolation"],
      env: { ISOLATION_LEVEL: "schema" },
    },
    { name: "pages in a browser", script: ["test:e2e"], env },
    { name: "scenarios of billing", script: ["test:scenarios"], env },
    { name: "the guide to a new noun, with its pages", script: ["test:guide", "--", "--pages"], env },
    { name: "a deployment as Vercel builds it", script: ["test:vercel"] },
    { name: "a hundred histories of webhooks", script: ["bench:webhooks", "--", "--seeds", "100"] },
  ];
}

/** What stands in the tree, committed or not: a step that passed for one says nothing of another. */
function treeOf(): string {
  const git = (input: string, ...words: string[]) => execFileSync("git", words, { input, encoding: "utf8" });
  const added = git("", "ls-files", "--others", "--exclude-standard");
  const parts = [git("", "rev-parse", "HEAD"), git("", "diff", "HEAD"), added];
  return createHash("sha256")
    .update([...parts, git(added, "hash-object", "--stdin-paths")].join("\0"))
    .digest("hex");
}

const found = (service: string): string | undefined =>
  spawnSync("npx", ["tsx", "tests/support/find-service.ts", service], { encoding: "utf8" }).stdout.trim() ||
  undefined;

function passedFor(tree: string): Record<string, Outcome> {
  try {
    const kept: { tree: string; outcomes: Record<string, Outcome> } = JSON.parse(readFileSync(file, "utf8"));
    return kept.tree === tree ? kept.outcomes : {};
  } catch {
    return {};
  }
}

function keep(tree: string, outcomes: Record<string, Outcome>): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify({ tree, outcomes }, null, 2));
}

const table = (outcomes: Record<string, Outcome>): string =>
  Object.entries(outcomes)
    .map(
      ([name, { seconds, isPassed }]) =>
        `${String(seconds).padStart(6)} s  ${isPassed ? "passed" : "FAILED"}  ${name}`,
    )
    .join("\n");

main().then(
  (status) => process.exit(status),
  (cause) => {
    console.error(cause instanceof Error ? cause.message : cause);
    process.exit(1);
  },
);

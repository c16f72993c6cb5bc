import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Applies docs/adding-a-noun.md to a copy of this repository, block by block, and runs what the page says: types, lint, the
 * architecture, the attacks on the new operations, what every limit promises, the rights of its table, its own tests, and a build
 * with its pages.
 */
const root = path.resolve(import.meta.dirname, "../..");
const copy = mkdtempSync(path.join(os.tmpdir(), "adding-a-noun-"));

interface Block {
  kind: string;
  file: string;
  text: string;
}

function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^````(\w+) (\S.*)\n([\s\S]*?)\n````$/gm)].map(
    ([, kind = "", file = "", text = ""]) => ({ kind, file, text }),
  );
}

function run(command: string, ...words: string[]): void {
  console.log(`\n$ ${command} ${words.join(" ")}`);
  execFileSync(command, words, { cwd: copy, stdio: "inherit" });
}

/** The files of the repository as they are now, committed or not, and nothing that is ignored. */
function copyTree(): void {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
  });
  for (const file of listed.toString().split("\0").filter(Boolean))
    cpSync(path.join(root, file), path.join(copy, file));
  symlinkSync(path.join(root, "node_modules"), path.join(copy, "node_modules"));
}

function apply({ kind, file, text }: Block): void {
  const target = path.join(copy, file);
  if (kind !== "diff") {
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, `${text}\n`);
    return;
  }
  const patch = `--- a/${file}\n+++ b/${file}\n${text}\n`;
  execFileSync("git", ["apply", "--recount", "-"], { cwd: copy, input: patch });
}

try {
  copyTree();
  const blocks = blocksOf(readFileSync(path.join(root, "docs/adding-a-noun.md"), "utf8"));
  for (const block of blocks) apply(block);
  console.log(`${blocks.length} steps applied in ${copy}`);
  run("npx", "drizzle-kit", "generate", "--name", "vehicles");
  run("npm", "run", "types");
  run("npm", "run", "lint");
  run("npx", "vitest", "run", "tests/architecture.test.ts", "tests/tenancy/rights.test.ts", "tests/vehicles");
  run("npx", "vitest", "run", "tests/isolation", "-t", "vehicle|every case");
  run("npx", "vitest", "run", "tests/entitlements/every-limit.test.ts");
  if (process.argv.includes("--pages")) run("npm", "run", "build");
} finally {
  rmSync(copy, { recursive: true, force: true });
}

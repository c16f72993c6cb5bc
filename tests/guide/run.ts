import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

/**
 * Follows docs/adding-a-noun.md in a copy of this repository, block by block: files are written, changes applied and commands
 * run, which end with the checks the page names. With --pages the copy is built and its pages are opened in a browser.
 */
const root = path.resolve(import.meta.dirname, "../..");
const withPages = process.argv.includes("--pages");
const copy = mkdtempSync(path.join(os.tmpdir(), "adding-a-noun-"));

interface Block {
  kind: string;
  file: string;
  text: string;
}

/** Files and their changes stand between four ticks, commands between three. */
function blocksOf(page: string): Block[] {
  return [...page.matchAll(/^(`{3,4})(\w+)(?: (\S.*))?\n([\s\S]*?)\n\1$/gm)].map(
    ([, , kind = "", file = "", text = ""]) => ({ kind, file, text }),
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
  const [installed, here] = [path.join(root, "node_modules"), path.join(copy, "node_modules")];
  // A build reads nothing outside of its folder, so that a link is not enough for it.
  if (withPages) cpSync(installed, here, { recursive: true, verbatimSymlinks: true });
  else symlinkSync(installed, here);
}

/** What it starts for a person to look at would not end. */
const isForLooking = (command: string): boolean => command === "npm run dev";

function follow({ kind, file, text }: Block): void {
  if (kind === "sh") {
    for (const command of text.split("\n")) if (!isForLooking(command)) run("sh", "-c", command);
    return;
  }
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
  for (const block of blocksOf(readFileSync(path.join(root, "docs/adding-a-noun.md"), "utf8"))) follow(block);
  if (withPages) run("npx", "playwright", "test", "-c", "tests/guide/playwright.config.ts");
} finally {
  rmSync(copy, { recursive: true, force: true });
}

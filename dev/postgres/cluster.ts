import { spawn } from "node:child_process";
import { chown, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { writeWhole } from "../write-whole";
import type { Account } from "./account";
import type { Binaries } from "./binaries";

export type Cluster = { dataDir: string; account: Account; binaries: Binaries; isThrowaway: boolean };

/** False for a missing or empty directory; throws when it holds something this Postgres cannot open. */
export async function hasCluster({ dataDir, binaries }: Cluster): Promise<boolean> {
  const entries = await readdir(dataDir).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw new Error(`Cannot read ${dataDir} (${error.code}): make it yours or choose another place.`);
  });
  if (entries.length === 0) return false;
  const version = await readFile(path.join(dataDir, "PG_VERSION"), "utf8").catch(() => null);
  if (version === null) throw new Error(`${dataDir} holds no Postgres database: move its content away.`);
  if (version.trim() === binaries.majorVersion) return true;
  throw new Error(
    `The database in ${dataDir} was made by Postgres ${version.trim()}, this is ${binaries.majorVersion}: ` +
      "move it away to begin with an empty one, or bring its data over with pg_dump.",
  );
}

/** Reads the password beside the data directory, or writes `fresh` there (mode 0600, owned by Postgres's user). */
export async function keepPassword(
  { dataDir, account }: Cluster,
  fresh: string,
): Promise<{ password: string; isFresh: boolean }> {
  const file = `${dataDir}.password`;
  const kept = (await readFile(file, "utf8").catch(() => "")).trim();
  // A file cut short would only be refused by the server; the password can be set anew without losing anything.
  if (kept.length === fresh.length) return { password: kept, isFresh: false };
  await writeWhole(file, `${fresh}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `Cannot write ${file} (${error.code}): make its directory writable or choose another place.`,
    );
  });
  if (account) await chown(file, account.uid, account.gid);
  return { password: fresh, isFresh: true };
}

/** Made beside and renamed, so that a first start killed half-way is simply begun again. */
export async function createCluster({ dataDir, account, binaries, isThrowaway }: Cluster): Promise<void> {
  const unfinished = `${dataDir}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  if (account) await chown(unfinished, account.uid, account.gid);
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  const access = ["--username=postgres", `--pwfile=${dataDir}.password`, "--auth=scram-sha-256"];
  const speed = isThrowaway ? ["--no-sync"] : [];
  await runToEnd(binaries.initdb, [`--pgdata=${unfinished}`, ...locale, ...access, ...speed], account);
  await rename(unfinished, dataDir);
}

/** Single-user mode needs no password, only the right to the files. */
export async function resetPassword(
  { dataDir, account, binaries }: Cluster,
  password: string,
): Promise<void> {
  const statement = `alter role postgres password '${password}'\n`;
  await runToEnd(binaries.postgres, ["--single", "-D", dataDir, "postgres"], account, statement);
}

/** The working directory is one that every user may enter: Postgres's programs refuse to start in a closed one. */
function runToEnd(program: string, args: string[], account: Account, input = ""): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...account, cwd: path.parse(program).root, stdio: "pipe" });
    let output = "";
    const collect = (chunk: Buffer) => {
      output = `${output}${chunk}`.slice(-2_000);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("error", reject);
    child.on("close", (code) => {
      const lastError = output.split("\n").findLast((line) => /error|fatal|panic/i.test(line));
      if (code === 0) resolve();
      else reject(new Error(`Postgres could not prepare its data: ${lastError ?? output.trim()}`));
    });
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}

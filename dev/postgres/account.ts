import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Whom to become before running Postgres; null means "stay who we are". */
export type Account = { uid: number; gid: number } | null;

/**
 * Postgres refuses to run as root. As root this answers the system user `name`, creating it when it is missing; as
 * anyone else it answers null.
 */
export async function unprivilegedAccount(name = "postgres"): Promise<Account> {
  if (process.getuid?.() !== 0) return null;
  const existing = await findAccount(name);
  if (existing) return existing;
  await createAccount(name);
  const created = await findAccount(name);
  if (!created) {
    throw new Error(
      `Postgres refuses to run as root and a user "${name}" could not be created: create it or run as another user.`,
    );
  }
  return created;
}

async function findAccount(name: string): Promise<Account> {
  const passwd = await readFile("/etc/passwd", "utf8");
  const fields = passwd
    .split("\n")
    .map((line) => line.split(":"))
    .find(([login]) => login === name);
  return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null;
}

/** Debian, Fedora and Arch ship `useradd`; Alpine has only BusyBox's `adduser`. */
async function createAccount(name: string): Promise<void> {
  const useradd = run("useradd", [
    "--system",
    "--user-group",
    "--no-create-home",
    "--shell",
    "/bin/false",
    name,
  ]);
  await useradd.catch(() => run("adduser", ["-S", "-D", "-H", name])).catch(() => undefined);
}

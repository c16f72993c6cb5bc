import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { inspect, isRunning, type ProcessInfo, stopProcess } from "../processes";

/** Written into the server's own command line, so that a later start can tell whose it is. */
export const ownerMark = (pid: number) => `tenantry-${pid}`;

/**
 * Makes way for a new server on `dataDir`. A Postgres whose starter was killed is stopped, not adopted: its settings,
 * port and log belong to the earlier run. One whose starter still lives is left alone, and this throws.
 */
export async function stopLeftover(dataDir: string, log: (line: string) => void): Promise<void> {
  const lockFile = path.join(dataDir, "postmaster.pid");
  const lock = await readFile(lockFile, "utf8").catch(() => null);
  if (lock === null) return;
  const pid = Number.parseInt(lock, 10);
  const server = await inspect(pid);
  if (!server || !servesDirectory(server, dataDir)) return disownLock(lockFile, lock);
  if (await hasLivingOwner(server)) {
    throw new Error(`The database in ${dataDir} is in use by process ${server.parentPid}: stop that first.`);
  }
  log(`Stopping a Postgres (process ${pid}) that an earlier run left behind`);
  await stopProcess(pid);
}

function servesDirectory(server: ProcessInfo, dataDir: string): boolean {
  return server.command.includes(dataDir);
}

/** An orphan is handed to init or another reaper, except on Windows, where it keeps the number of its dead parent. */
async function hasLivingOwner({ command, parentPid }: ProcessInfo): Promise<boolean> {
  return command.includes(`cluster_name=${ownerMark(parentPid)} `) && isRunning(parentPid);
}

/**
 * The lock's process is gone, or its number now belongs to another program, which would make Postgres refuse. Deleting
 * the file would skip its check for surviving backends; naming ourselves, its parent, passes the first test only.
 */
async function disownLock(lockFile: string, lock: string): Promise<void> {
  await writeFile(lockFile, lock.replace(/^[^\n]*/, String(process.pid)));
}

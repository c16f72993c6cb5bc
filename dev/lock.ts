import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

interface Lock {
  pid: number;
  children: number[];
}

const fileOf = (folder: string) => path.join(path.dirname(folder), `${path.basename(folder)}.lock`);

/**
 * Claims a data folder for this process. Throws when a living start holds it; ends what a killed one left running.
 * Returns the release.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(path.dirname(folder), { recursive: true });
  const held = await read(folder);
  if (held && isAlive(held.pid)) {
    throw new Error(
      `it already runs (process ${held.pid}). Stop that one first, or pass --folder for a second set of data.`,
    );
  }
  for (const child of held?.children ?? []) end(child);
  await write(folder, { pid: process.pid, children: [] });
  return () => rm(fileOf(folder), { force: true });
}

/** Notes a child, so that the next start can end it if this process is killed without a chance to. */
export async function rememberChild(folder: string, pid: number): Promise<void> {
  const held = await read(folder);
  if (held) await write(folder, { ...held, children: [...held.children, pid] });
}

const write = (folder: string, lock: Lock) => writeFile(fileOf(folder), JSON.stringify(lock));

async function read(folder: string): Promise<Lock | null> {
  const text = await readFile(fileOf(folder), "utf8").catch(() => null);
  return text ? JSON.parse(text) : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGTERM");
  } catch {
    // It ended by itself.
  }
}

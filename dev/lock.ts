import { mkdir, readFile, rm } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { type Identity, identify, isStillRunning, send } from "./processes";
import { writeWhole } from "./write-whole";

const identity = z.object({ pid: z.int().positive(), started: z.string() });
const lockSchema = z.object({ ...identity.shape, children: z.array(identity) });
type Lock = z.infer<typeof lockSchema>;

const fileOf = (folder: string) => path.join(path.dirname(folder), `${path.basename(folder)}.lock`);

/**
 * Claims a data folder for this process. Throws when a living start holds it; ends what a killed one left running.
 * A file that cannot be read holds nothing that matters: whoever really runs still has the database. Returns the release.
 */
export async function claimFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(path.dirname(folder), { recursive: true });
  const held = await read(folder);
  if (held && held.pid !== process.pid && (await isStillRunning(held))) {
    throw new Error(
      `it already runs (process ${held.pid}). Stop that one first, or pass --folder for a second set of data.`,
    );
  }
  for (const child of held?.children ?? []) await end(child);
  await write(folder, { ...(await identify(process.pid)), children: [] });
  return () => rm(fileOf(folder), { force: true });
}

/** Notes a child, so that the next start can end it if this process is killed without a chance to. */
export async function rememberChild(folder: string, pid: number): Promise<void> {
  const held = await read(folder);
  if (held) await write(folder, { ...held, children: [...held.children, await identify(pid)] });
}

const write = (folder: string, lock: Lock) => writeWhole(fileOf(folder), JSON.stringify(lock));

async function read(folder: string): Promise<Lock | null> {
  const text = await readFile(fileOf(folder), "utf8").catch(() => "");
  try {
    return lockSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Politely, then by force: what lives on would hold the port that the new start needs. */
async function end(child: Identity): Promise<void> {
  for (const signal of ["SIGTERM", "SIGKILL"] as const) {
    if (!(await isStillRunning(child))) return;
    send(child.pid, signal);
    if (await hasEnded(child)) return;
  }
}

async function hasEnded(child: Identity): Promise<boolean> {
  for (let look = 0; look < 100; look++) {
    if (!(await isStillRunning(child))) return true;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return false;
}

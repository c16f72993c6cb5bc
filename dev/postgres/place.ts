import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { isRunning } from "../processes";
import { canEnter, openPlaceFor } from "./access";
import { type Account, unprivilegedAccount } from "./account";
import { stopLeftover } from "./leftover";

/** Where a cluster lives, as whom it runs, and how to remove it if it was only lent. */
export type Place = { dataDir: string; account: Account; discard(): Promise<void> };

/** `wanted` itself, or its stand-in under /var/lib when the user Postgres runs as cannot reach it. */
export async function persistentPlace(wanted: string): Promise<Place> {
  const dataDir = path.resolve(wanted);
  await mkdir(path.dirname(dataDir), { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `Cannot create ${path.dirname(dataDir)} (${error.code}): make it writable or choose another place.`,
    );
  });
  const account = await ownerOf(dataDir);
  const isReachable = await canEnter(path.dirname(dataDir), account);
  const discard = async () => {};
  if (isReachable) return { dataDir, account, discard };
  const standIn = path.join(await openPlaceFor(dataDir), "postgres");
  return { dataDir: standIn, account: await ownerOf(standIn), discard };
}

const throwawayPrefix = "tenantry-postgres-";

/** A temporary directory that names this process, so that a later run can clear it away should we be killed. */
export async function throwawayPlace(): Promise<Place> {
  const account = await unprivilegedAccount();
  const parent = (await canEnter(tmpdir(), account)) ? tmpdir() : "/var/tmp";
  await clearAbandoned(parent);
  const directory = await mkdtemp(path.join(parent, `${throwawayPrefix}${process.pid}-`));
  if (account) await chown(directory, account.uid, account.gid);
  await chmod(directory, 0o700);
  return {
    dataDir: path.join(directory, "data"),
    account,
    discard: () => rm(directory, { recursive: true, force: true }),
  };
}

/** An existing cluster keeps its owner: Postgres refuses a data directory that is not its own. */
async function ownerOf(dataDir: string): Promise<Account> {
  const found = await stat(dataDir).catch(() => null);
  const isRoot = process.getuid?.() === 0;
  if (isRoot && found && found.uid !== 0) return { uid: found.uid, gid: found.gid };
  return unprivilegedAccount();
}

async function clearAbandoned(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(throwawayPrefix)) continue;
    const ownerPid = Number(name.slice(throwawayPrefix.length).split("-")[0]);
    if (await isRunning(ownerPid)) continue;
    const directory = path.join(parent, name);
    // Another user's leftovers are theirs to clear: failing to is no reason not to start.
    await stopLeftover(path.join(directory, "data"), () => {})
      .then(() => rm(directory, { recursive: true, force: true }))
      .catch(() => undefined);
  }
}

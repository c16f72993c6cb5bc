import { createHash } from "node:crypto";
import { mkdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Account } from "./account";

/** Whether `account` may enter `directory`, judged by the mode bits of it and of every directory above it. */
export async function canEnter(directory: string, account: Account): Promise<boolean> {
  if (!account) return true;
  for (let at = await realpath(directory); ; at = path.dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (at === path.dirname(at)) return true;
  }
}

/**
 * A directory every user may enter, always the same for one `origin`. It stands in for a path below a directory that
 * is closed to others, such as root's home or one made by `mktemp -d`, and so is only ever asked for by root.
 */
export async function openPlaceFor(origin: string): Promise<string> {
  const hash = createHash("sha256").update(path.resolve(origin)).digest("hex").slice(0, 16);
  // Not /var/tmp: systemd deletes files there after 30 days without use, which would corrupt a resting database.
  const directory = path.join("/var/lib", `tenantry-${hash}`);
  await mkdir(directory, { recursive: true, mode: 0o755 });
  return directory;
}

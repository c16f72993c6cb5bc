import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimFolder, rememberChild } from "@/dev/lock";
import { identify, isRunning } from "@/dev/processes";

let parent: string;
let folder: string;
const spawned: ChildProcess[] = [];

beforeEach(async () => {
  parent = await mkdtemp(path.join(tmpdir(), "lock-test-"));
  folder = path.join(parent, "data");
});
afterEach(async () => {
  for (const child of spawned.splice(0)) child.kill("SIGKILL");
  await rm(parent, { recursive: true, force: true });
});

async function someProcess(script = "setInterval(() => {}, 1000)"): Promise<number> {
  const child = spawn(process.execPath, ["-e", `${script}; console.log("up")`]);
  spawned.push(child);
  await once(child.stdout, "data");
  return child.pid ?? 0;
}

const leave = (lock: unknown) => writeFile(`${folder}.lock`, JSON.stringify(lock));
const gone = { pid: 2 ** 22 - 7, started: "long ago" };

describe("a start that finds a lock of one that was killed", () => {
  test("ends what that left running", async () => {
    const child = await someProcess();
    await leave({ ...gone, children: [await identify(child)] });
    await claimFolder(folder);
    expect(await isRunning(child)).toBe(false);
  });

  test("ends it by force when it does not listen", async () => {
    const child = await someProcess('process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)');
    await leave({ ...gone, children: [await identify(child)] });
    await claimFolder(folder);
    expect(await isRunning(child)).toBe(false);
  });

  test.each([
    ["that began at another time", (pid: number) => ({ ...gone, children: [{ pid, started: "long ago" }] })],
    ["of which nothing but the number is known", (pid: number) => ({ pid: gone.pid, children: [pid] })],
  ])("leaves an innocent process %s alone", async (_, lockOf) => {
    const innocent = await someProcess();
    await leave(lockOf(innocent));
    await claimFolder(folder);
    expect(await isRunning(innocent)).toBe(true);
  });

  test("begins although its number was given again, to another or to itself", async () => {
    for (const pid of [await someProcess(), process.pid]) {
      await leave({ pid, started: "long ago", children: [] });
      const release = await claimFolder(folder);
      await release();
    }
  });
});

test("a start whose own number and hour stand in the lock begins", async () => {
  await leave({ ...(await identify(process.pid)), children: [] });
  await expect(claimFolder(folder)).resolves.toBeTypeOf("function");
});

test("a living start keeps its folder and its children", async () => {
  const holder = await identify(await someProcess());
  const child = await identify(await someProcess());
  await leave({ ...holder, children: [child] });
  await expect(claimFolder(folder)).rejects.toThrow(`it already runs (process ${holder.pid})`);
  expect(await isRunning(child.pid)).toBe(true);
});

test.each(["", "{", '{"pid":12', "null", '{"pid":"x"}'])(
  "a lock cut short (%j) stops nobody",
  async (text) => {
    await writeFile(`${folder}.lock`, text);
    const release = await claimFolder(folder);
    expect(JSON.parse(await readFile(`${folder}.lock`, "utf8"))).toMatchObject({ pid: process.pid });
    await release();
  },
);

test("a child is written down with what tells it from a later one of its number", async () => {
  await claimFolder(folder);
  const child = await someProcess();
  await rememberChild(folder, child);
  const { children } = JSON.parse(await readFile(`${folder}.lock`, "utf8"));
  expect(children).toEqual([await identify(child)]);
  expect(children[0].started).not.toBe("");
});

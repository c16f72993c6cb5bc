import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { Redis } from "@upstash/redis";
import Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const repository = path.resolve(import.meta.dirname, "../..");
const quietly = { encoding: "utf8", stdio: "pipe" } as const;
const npm = { ...quietly, cwd: repository, shell: process.platform === "win32" };
const running: ChildProcess[] = [];
let folder: string;

/** Unpacks what the registry would be given, beside nothing but what it says it needs. */
async function install(name: string): Promise<void> {
  const said = execFileSync("npm", ["pack", "-w", name, "--json", "--pack-destination", folder], npm);
  const [{ filename }] = Object.values(JSON.parse(said.slice(said.search(/^[[{]/m)))) as [
    { filename: string },
  ];
  execFileSync("tar", ["-xzf", filename], { cwd: folder });
  const home = path.join(folder, "node_modules", name);
  await cp(path.join(folder, "package"), home, { recursive: true });
  await rm(path.join(folder, "package"), { recursive: true });
  const { dependencies = {} } = JSON.parse(await readFile(path.join(home, "package.json"), "utf8"));
  for (const needed of Object.keys(dependencies)) await link(needed);
}

async function link(name: string): Promise<void> {
  const place = path.join(folder, "node_modules", name);
  await mkdir(path.dirname(place), { recursive: true });
  await symlink(path.join(repository, "node_modules", name), place, "junction").catch(() => undefined);
}

/** Runs a command of an installed package and waits for the address it prints. */
async function start(name: string, env: Record<string, string> = {}): Promise<string> {
  const bin = path.join("node_modules", name, "bin", `${name}.mjs`);
  const child = spawn(process.execPath, [bin, "--port", "0"], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(child);
  for await (const line of createInterface(child.stdout)) {
    const [url] = /http:\/\/\S+:\d+/.exec(line) ?? [];
    if (url) return url;
  }
  throw new Error(`${name} ended without an address`);
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "installed-"));
  await writeFile(path.join(folder, "package.json"), JSON.stringify({ type: "module", private: true }));
  await install("stripe-local");
  await install("upstash-local");
});
afterAll(async () => {
  await Promise.all(running.map((child) => child.kill() && once(child, "exit")));
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
});

describe("installed without this repository", () => {
  test("stripe-local's command answers the SDK", async () => {
    const { hostname, port } = new URL(await start("stripe-local"));
    const stripe = new Stripe("sk_test_any", { host: hostname, port, protocol: "http" });
    const { id } = await stripe.customers.create({ email: "buyer@example.com" });
    expect(await stripe.customers.retrieve(id)).toMatchObject({ email: "buyer@example.com" });
  });

  test("upstash-local's command answers the SDK", async () => {
    const token = "a-token";
    const url = await start("upstash-local", { UPSTASH_REDIS_REST_TOKEN: token });
    const redis = new Redis({ url, token });
    expect(await redis.eval("return redis.call('INCR', KEYS[1])", ["n"], [])).toBe(1);
    expect(await redis.get("n")).toBe(1);
  });

  test("both are imported by plain Node, with types that a strict program can use", async () => {
    await writeFile(path.join(folder, "program.ts"), program);
    await link("@types/node");
    const options = ["--strict", "--module", "nodenext", "--target", "es2023", "--types", "node"];
    const compiler = path.join(repository, "node_modules/typescript/bin/tsc");
    execFileSync(process.execPath, [compiler, ...options, "program.ts"], { cwd: folder, stdio: "inherit" });
    const said = execFileSync(process.execPath, ["program.js"], { cwd: folder, encoding: "utf8" });
    expect(said).toBe("cus_ list http://127.0.0.1\n");
  });
});

const program = `
import { createStripeEmulator, type Event } from "stripe-local";
import { inProcess } from "stripe-local/in-process";
import { type LocalUpstash, startUpstash } from "upstash-local";

const emulator = createStripeEmulator({ webhooks: null });
const events: Event[] = [];
emulator.onEvents((some) => events.push(...some));
const stripe = inProcess(emulator);
const { id } = await stripe.customers.create({ name: "Buyer" });
const list = await stripe.events.list();
const upstash: LocalUpstash = await startUpstash({ port: 0, token: "a-token" });
// @ts-expect-error A port is a number.
void (() => startUpstash({ port: "0", token: "a-token" }));
console.log(id.slice(0, 4), events.length === list.data.length ? list.object : "differs", upstash.url.replace(/:\\d+$/, ""));
await upstash.stop();
`;

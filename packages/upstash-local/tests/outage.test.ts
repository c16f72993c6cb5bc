import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "@upstash/redis";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type LocalUpstash, startUpstash } from "../src/index.js";
import { token } from "./lanes.js";

/** Without a connection, not after waiting for one. */
const refused = /ERR Redis is unreachable(?!.*timed out)/;
/** Only ends a test that hangs. */
const patient = { timeout: 60_000 };
const hasRedisServer = spawnSync("redis-server", ["--version"]).status === 0;

describe.runIf(hasRedisServer)("when the real Redis", () => {
  let port: number;
  let redisServer: ChildProcess;
  let upstash: LocalUpstash;
  let redis: Redis;
  const lines: string[] = [];

  beforeEach(async () => {
    lines.length = 0;
    port = await freePort();
    redisServer = await startRedisServer(port);
    const redisUrl = `redis://127.0.0.1:${port}`;
    upstash = await startUpstash({
      port: 0,
      token,
      redisUrl,
      isProduction: true,
      log: (line) => lines.push(line),
    });
    redis = new Redis({ url: upstash.url, token, retry: false, enableAutoPipelining: false });
    await redis.set("a", "1");
  });
  afterEach(async () => {
    await upstash.stop();
    redisServer.kill("SIGKILL");
  });

  test("is killed, every request is refused instead of waiting, and all is well once it is back", async () => {
    const inFlight = Array.from({ length: 20 }, () => settle(redis.incr("n")));
    const killed = once(redisServer, "exit");
    redisServer.kill("SIGKILL");
    await killed;
    for (const { error } of await Promise.all(inFlight)) if (error) expect(error).toMatch(refused);
    const attempts = () => [redis.get("a"), redis.multi().get("a").exec(), redis.pipeline().get("a").exec()];
    for (const { error } of await Promise.all(attempts().map(settle))) expect(error).toMatch(refused);
    // By now the pauses between attempts to reconnect are longer than what a request may take.
    await sleep(1_200);
    for (let attempt = 0; attempt < 4; attempt++) {
      expect((await settle(redis.get("a"))).error).toMatch(refused);
      await sleep(150);
    }
    redisServer = await startRedisServer(port);
    await expect.poll(() => settle(redis.ping()), patient).toEqual({ value: "PONG" });
    expect(await redis.set("a", "2")).toBe("OK");
    expect(lines).toEqual([expect.stringMatching(/^Redis is unreachable/), "Redis is back"]);
  });

  test("freezes, requests fail in the end instead of hanging, and answers later do not get mixed up", async () => {
    redisServer.kill("SIGSTOP");
    expect((await settle(redis.get("a"))).error).toMatch(/ERR Redis is unreachable: Command timed out/);
    redisServer.kill("SIGCONT");
    await expect.poll(() => settle(redis.set("b", "mine")), patient).toEqual({ value: "OK" });
    expect(await Promise.all([redis.get("b"), redis.get("a"), redis.get("b")])).toEqual(["mine", 1, "mine"]);
  });

  test("is not there at the start, the server still starts, says so, and serves once it comes", async () => {
    const late = await freePort();
    const said: string[] = [];
    const redisUrl = `redis://127.0.0.1:${late}`;
    const early = await startUpstash({ port: 0, token, redisUrl, log: (line) => said.push(line) });
    const client = new Redis({ url: early.url, token, retry: false });
    expect((await settle(client.ping())).error).toMatch(/unreachable/);
    expect(said).toEqual([expect.stringMatching(/ECONNREFUSED/)]);
    const lateServer = await startRedisServer(late);
    await expect.poll(() => settle(client.ping()), patient).toEqual({ value: "PONG" });
    await early.stop();
    lateServer.kill("SIGKILL");
  });

  test("restarts empty, a rate limiter's script is loaded again without anyone noticing", async () => {
    const script = redis.createScript<number>(
      "#!lua flags=allow-key-locking\nreturn redis.call('INCR', KEYS[1])",
    );
    await script.exec(["n"], []);
    const killed = once(redisServer, "exit");
    redisServer.kill("SIGKILL");
    await killed;
    redisServer = await startRedisServer(port);
    await expect.poll(() => settle(redis.ping()), patient).toEqual({ value: "PONG" });
    expect(await script.exec(["n"], [])).toBe(1);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  await once(probe, "close");
  return typeof address === "object" && address ? address.port : 0;
}

async function startRedisServer(port: number): Promise<ChildProcess> {
  const child = spawn("redis-server", [
    "--port",
    String(port),
    "--bind",
    "127.0.0.1",
    "--save",
    "",
    "--appendonly",
    "no",
  ]);
  for await (const chunk of child.stdout) if (String(chunk).includes("Ready to accept")) break;
  child.stdout.resume();
  return child;
}

type Outcome = { value?: unknown; error?: string };

const settle = (promise: Promise<unknown>): Promise<Outcome> =>
  promise.then(
    (value) => ({ value }),
    (error: Error) => ({ error: error.message }),
  );

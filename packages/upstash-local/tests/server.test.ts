import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Redis } from "@upstash/redis";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type LocalUpstash, startUpstash, type UpstashOptions } from "../src/index.js";
import { maxBodyBytes } from "../src/request.js";
import { token } from "./lanes.js";

vi.mock("node:timers/promises", { spy: true });

const running = new Set<LocalUpstash>();
let server: LocalUpstash;

async function start(options: Partial<UpstashOptions> = {}): Promise<LocalUpstash> {
  const started = await startUpstash({ port: 0, token, ...options });
  running.add(started);
  return started;
}

beforeEach(async () => {
  server = await start();
});
afterEach(async () => {
  for (const started of running) await started.stop();
  running.clear();
});

async function send(target: string, body?: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(server.url + target, {
    method: body === undefined ? "GET" : "POST",
    headers: { authorization: `Bearer ${token}`, ...headers },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe("the token", () => {
  const targets = ["/", "/pipeline", "/multi-exec", "/get/a", "/_fault", "/_health", "/nothing?x=1"];
  const wrong = [
    "",
    "Bearer",
    "Bearer wrong",
    `bearer ${token}`,
    token,
    `Bearer ${token}x`,
    `Basic ${token}`,
  ];

  test.each(targets)("without it nothing happens on %s", async (target) => {
    for (const authorization of wrong) {
      const answer = await send(target, [["SET", "a", "1"]], { authorization });
      expect(answer).toEqual({ status: 401, body: { error: "WRONGPASS invalid or missing auth token" } });
    }
    expect(await send("/exists/a")).toEqual({ status: 200, body: { result: 0 } });
  });

  test("may not be empty", async () => {
    await expect(start({ token: "" })).rejects.toThrow(/empty token/);
  });
});

describe("the protocol", () => {
  test("a command may be a path, with the value as body and options as query", async () => {
    expect((await send("/set/my%2Fkey?EX=100&NX", "a value")).body).toEqual({ result: "OK" });
    expect((await send("/get/my%2Fkey")).body).toEqual({ result: "a value" });
    expect((await send("/ttl/my%2Fkey")).body).toEqual({ result: 100 });
    expect((await send("/_health")).body).toEqual({ result: "PONG" });
  });

  test.each(["//", "/%", "/?", "/get/%ff"])(
    "the odd path %s is the client's mistake, not ours",
    async (target) => {
      expect((await send(target)).status).toBe(400);
    },
  );

  test("base64 is answered only when asked for, and never for a plain OK", async () => {
    const base64 = { "upstash-encoding": "base64" };
    expect((await send("/", ["SET", "a", "é"], base64)).body).toEqual({ result: "OK" });
    expect((await send("/", ["GET", "a"], base64)).body).toEqual({ result: "w6k=" });
    expect((await send("/", ["GET", "a"])).body).toEqual({ result: "é" });
    expect(
      (
        await send(
          "/pipeline",
          [
            ["MGET", "a", "b"],
            ["STRLEN", "a"],
          ],
          base64,
        )
      ).body,
    ).toEqual([{ result: ["w6k=", null] }, { result: 2 }]);
  });

  test.each([
    ["an error of Redis's", ["LPUSH"], /^ERR wrong number of arguments for 'lpush' command$/],
    ["a command it does not know", ["NOPE", "a"], /^ERR unknown command 'NOPE'/],
    ["a name from JavaScript's prototypes", ["constructor"], /^ERR unknown command 'constructor'/],
    ["no command", [], /^ERR empty command$/],
    ["not a list", { set: "a" }, /^ERR empty command$/],
    ["a nested list", ["SET", "a", ["b"]], /^ERR failed to parse command/],
    ["an absent value", ["SET", "a", null], /^ERR failed to parse command/],
    ["no JSON", "[", /not JSON/],
    ["a number alone", 7, /^ERR empty command$/],
  ])("%s is an error with status 400", async (_, body, message) => {
    expect(await send("/", body)).toEqual({ status: 400, body: { error: expect.stringMatching(message) } });
  });

  test("a body over the limit is refused before it is read", async () => {
    const answer = await send("/", ["SET", "a", "x".repeat(maxBodyBytes)]);
    expect(answer).toEqual({
      status: 413,
      body: { error: expect.stringMatching(/^ERR max request size exceeded/) },
    });
    expect((await send("/", ["SET", "a", "x".repeat(maxBodyBytes - 100)])).status).toBe(200);
  });
});

describe("faults on purpose", () => {
  const set = (fault: object) => send("/_fault", fault);

  test("a status, a delay and a cut connection, until they are taken back", async () => {
    await set({ status: 500 });
    expect(await send("/get/a")).toEqual({ status: 500, body: { error: "ERR injected fault 500" } });
    await set({ drop: true });
    await expect(send("/get/a")).rejects.toThrow(/fetch failed/);
    await set({ latencyMs: 120 });
    expect((await send("/get/a")).status).toBe(200);
    expect(vi.mocked(sleep).mock.calls).toEqual([[120]]);
    server.faults.set({});
    expect((await send("/get/a")).status).toBe(200);
  });

  test("a hang leaves the client to its own timeout, and does not hold up a stop", async () => {
    await set({ hang: true });
    const redis = new Redis({ url: server.url, token, retry: false, signal: () => AbortSignal.timeout(100) });
    await expect(redis.get("a")).rejects.toThrow(/timeout/i);
    const waiting = send("/get/a").catch((error: Error) => error.message);
    await server.stop();
    expect(await waiting).toMatch(/fetch failed/);
  });

  test("nonsense is refused", async () => {
    expect((await set({ latencyMs: -1 })).status).toBe(400);
    expect((await set({ explode: true })).status).toBe(400);
  });
});

describe("a life", () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(path.join(tmpdir(), "upstash-test-"));
  });
  afterEach(() => rm(directory, { recursive: true, force: true }));

  test("data of every kind survive a restart when a file is named", async () => {
    const dataFile = path.join(directory, "deep/redis.json");
    const commands = [
      ["SET", "text", "é\0"],
      ["SET", "brief", "1", "PX", "30"],
      ["SET", "long", "1", "EXAT", "4000000000"],
      ["HSET", "hash", "a", "1"],
      ["SADD", "set", "a"],
      ["ZADD", "zset", "1.5", "a"],
      ["RPUSH", "list", "a", "b"],
    ];
    const first = await start({ dataFile });
    server = first;
    await send("/pipeline", commands);
    await first.stop();
    await new Promise((resolve) => setTimeout(resolve, 40));
    server = await start({ dataFile });
    const questions = [
      "GET text",
      "EXISTS brief",
      "EXPIRETIME long",
      "HGETALL hash",
      "SMEMBERS set",
      "ZSCORE zset a",
      "LRANGE list 0 -1",
    ];
    const { body } = await send(
      "/pipeline",
      questions.map((question) => question.split(" ")),
    );
    expect(body.map(({ result }: { result: unknown }) => result)).toEqual([
      "é\0",
      0,
      4_000_000_000,
      ["a", "1"],
      ["a"],
      "1.5",
      ["a", "b"],
    ]);
  });

  test("a broken file costs the data, not the start", async () => {
    const dataFile = path.join(directory, "redis.json");
    await writeFile(dataFile, '[{"key":');
    const lines: string[] = [];
    server = await start({ dataFile, log: (line) => lines.push(line) });
    expect((await send("/dbsize")).body).toEqual({ result: 0 });
    expect(lines).toEqual([`${dataFile} cannot be read: starting with an empty Redis`]);
  });

  test("a stop lets a running request finish", async () => {
    server.faults.set({ latencyMs: 200 });
    vi.mocked(sleep).mockClear();
    const running = send("/ping");
    await expect.poll(() => vi.mocked(sleep).mock.calls).toEqual([[200]]);
    await server.stop();
    expect(await running).toEqual({ status: 200, body: { result: "PONG" } });
  });

  test("a taken port is named in one sentence", async () => {
    const blocker = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => blocker.once("listening", resolve));
    const address = blocker.address();
    const port = address && typeof address === "object" ? address.port : 0;
    await expect(start({ port })).rejects.toThrow(
      /^Cannot listen on 127\.0\.0\.1:\d+ .*: free that port or name another\.$/,
    );
    blocker.close();
  });

  test("production is refused without a Redis, and has no faults over HTTP with one", async () => {
    await expect(start({ isProduction: true })).rejects.toThrow(/in production give a Redis URL/);
    server = await start({ isProduction: true, redisUrl: "redis://127.0.0.1:1" });
    await send("/_fault", { status: 418 });
    expect((await send("/get/a")).status).toBe(503);
  });
});

import { execFile } from "node:child_process";
import { createServer } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

const run = promisify(execFile);
const patch = path.resolve(import.meta.dirname, "../support/dns.cjs");

/** Runs a line of JavaScript in a Node that was started with the patch. */
async function inPatchedNode(script: string): Promise<unknown> {
  const { stdout } = await run(process.execPath, ["--require", patch, "--eval", script]);
  return JSON.parse(stdout);
}

test("every way to ask Node for a workspace's host finds this machine", async () => {
  const answers = await inPatchedNode(`
    const dns = require("dns"), { promisify } = require("util"), name = "acme.localhost";
    const called = (...options) => new Promise((resolve, reject) =>
      dns.lookup(name, ...options, (error, ...answer) => (error ? reject(error) : resolve(answer))));
    Promise.all([
      called(), called({}), called(4), called({ all: true }), called({ all: true, family: 4 }),
      dns.promises.lookup(name), dns.promises.lookup(name, { all: true }), promisify(dns.lookup)(name),
    ]).then((answers) => console.log(JSON.stringify(answers)));
  `);
  const one = { address: "127.0.0.1", family: 4 };
  const pair = ["127.0.0.1", 4];
  expect(answers).toEqual([pair, pair, pair, [[one]], [[one]], one, [one], one]);
});

test("fetch reaches a workspace's host, and the server sees its name", async () => {
  const server = createServer((request, response) => response.end(JSON.stringify(request.headers.host)));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const url = `http://acme.localhost:${address && typeof address === "object" ? address.port : 0}`;
  const script = `fetch("${url}").then((response) => response.text()).then(console.log)`;
  expect(await inPatchedNode(script)).toBe(new URL(url).host);
  server.close();
});

test("other names are left alone", async () => {
  const script = `require("dns").lookup("localhost.invalid", (error) => console.log(JSON.stringify(error.code)))`;
  expect(await inPatchedNode(script)).toMatch(/ENOTFOUND|EAI_AGAIN/);
});

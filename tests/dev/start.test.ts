import { once } from "node:events";
import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { freePort } from "@/dev/free-port";
import { isRunning } from "@/dev/processes";
import { copyCheckout, type Start, startDev } from "./fixtures/checkout";

let checkout: Awaited<ReturnType<typeof copyCheckout>>;
let port: number;
const patient = { timeout: 500_000, interval: 100 };

beforeAll(async () => {
  checkout = await copyCheckout();
  port = await freePort(5_500);
});
afterAll(() => checkout.remove());

const started: Start[] = [];
/** Whatever a test that fails leaves is ended as a terminal would. */
afterEach(async () => {
  for (const start of started.splice(0)) {
    start.process.kill("SIGINT");
    await start.ended;
  }
}, 60_000);

function begin(...words: string[]): Start {
  const start = startDev(checkout.root, "--port", String(port), ...words);
  started.push(start);
  return start;
}
const shows = (start: Start, line: RegExp) =>
  expect
    .poll(() => start.out().some((one) => line.test(one)) || start.process.exitCode !== null, patient)
    .toBe(true);

/** What a Ctrl-C leaves: an end that was asked for, and nobody who holds the data. */
async function interrupt(start: Start): Promise<void> {
  const postmaster = await readFile(path.join(checkout.root, ".local/postgres/postmaster.pid"), "utf8");
  start.process.kill("SIGINT");
  expect(await start.ended).toBe(0);
  expect(await isRunning(Number.parseInt(postmaster, 10))).toBe(false);
  expect(await readdir(checkout.root)).not.toContain(".local.lock");
}

const welcome = () => [
  /^$/,
  new RegExp(`^ {2}Tenantry is ready in \\d+\\.\\d s: http://localhost:${port}$`),
  /^$/,
  /^ {4}Open a workspace {2}http:\/\/localhost:\d+\/sign-up$/,
  /^ {4}Acme Outdoor {6}http:\/\/acme\.localhost:\d+$/,
  /^ {4}Globex Research {3}http:\/\/globex\.localhost:\d+$/,
  /^ {4}Mailbox {11}http:\/\/127\.0\.0\.1:\d+$/,
  /^ {4}Local Stripe {6}http:\/\/127\.0\.0\.1:\d+$/,
  /^$/,
  /^ {2}Sign in with any of these; the password is .+$/,
  /^$/,
  ...Array(7).fill(/^ {4}\w+@(acme|globex)\.example +\w+ of [\w ,]+$/),
  /^$/,
  /^ {2}Ctrl-C stops all of it\. Data stays in \.local; npm run dev -- --reset starts afresh\.$/,
  /^$/,
];

/** Every line is the one that is expected at its place, and there is no other. */
function expectLines(lines: string[], shapes: RegExp[]): void {
  expect(lines).toEqual(shapes.map((shape) => expect.stringMatching(shape)));
}

test("a port that is taken while it starts is named, and nothing is left running", {
  timeout: 600_000,
}, async () => {
  const start = begin();
  await shows(start, /Creating a Postgres/);
  const thief = createServer().listen(port, "::1");
  await once(thief, "listening");
  expect(await start.ended).toBe(1);
  thief.close();
  expect(start.err()).toBe(
    `\nTenantry did not start: port ${port} was taken meanwhile. Stop what listens there, or pass --port for another.\n\n`,
  );
  expect(await readdir(path.join(checkout.root, ".local/postgres"))).not.toContain("postmaster.pid");
});

test("a first start shows its progress and the welcome, and ends without a word", {
  timeout: 900_000,
}, async () => {
  const start = begin("--reset");
  await shows(start, /starts afresh/);
  await interrupt(start);
  const lines = start.out();
  // These two go side by side.
  const [seeding, opening] = ["  Seeding two workspaces…", "  Opening the first page…"].map((line) =>
    lines.indexOf(line),
  );
  expect(Math.abs((seeding ?? 0) - (opening ?? 0))).toBe(1);
  const migrations = lines.filter((line) => /^ {2}(platform|tenant): \d{4}_\w+$/.test(line));
  expect(migrations.length).toBeGreaterThan(5);
  expectLines(lines, [
    /^ {2}Creating a Postgres database cluster \(once\)$/,
    ...migrations.map((line) => new RegExp(`^${line}$`)),
    ...Array(2).fill(/^ {2}(Seeding two workspaces|Opening the first page)…$/),
    ...welcome(),
  ]);
  expect(start.err()).toBe("");
});

test("a second start has nothing to prepare", { timeout: 600_000 }, async () => {
  const start = begin();
  await shows(start, /starts afresh/);
  await interrupt(start);
  expectLines(start.out(), [/^ {2}Opening the first page…$/, ...welcome()]);
  expect(start.err()).toBe("");
});

test("a start that is interrupted half-way leaves nothing running", { timeout: 600_000 }, async () => {
  const start = begin("--reset");
  await shows(start, /platform: 0000/);
  await interrupt(start);
  expect(start.err()).toBe("");
});

test("a build that is interrupted goes with what started it", { timeout: 600_000 }, async () => {
  const start = begin("--reset", "--build");
  await shows(start, /optimized production build/);
  const lock = await readFile(path.join(checkout.root, ".local.lock"), "utf8");
  const { children }: { children: { pid: number }[] } = JSON.parse(lock);
  const build = children.at(-1)?.pid ?? 0;
  expect(await isRunning(build)).toBe(true);
  await interrupt(start);
  expect(await isRunning(build)).toBe(false);
  expect(start.err()).toBe("");
});

test("what makes no sense is explained with the usage", { timeout: 120_000 }, async () => {
  const start = startDev(checkout.root, "--prot", "4000");
  expect(await start.ended).toBe(1);
  expect(start.err()).toContain("Unknown option '--prot'");
  expect(start.err()).toContain("Usage: npm run dev -- [options]");
});

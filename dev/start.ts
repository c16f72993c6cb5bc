import path from "node:path";
import { disconnect } from "@/db/client";
import { productName } from "@/lib/platform/product";
import { startApp, startBuild } from "./app";
import { prepareDatabase } from "./database";
import { explain } from "./explain";
import { freePort } from "./free-port";
import { claimFolder } from "./lock";
import { readOptions, type StartOptions, usage } from "./options";
import type { Seeded } from "./seed";
import { forgetEverything, type Services, startServices } from "./services";
import { stopping } from "./stopping";
import { welcome } from "./welcome";
import { writeWhole } from "./write-whole";

const began = Date.now();
const log = (line: string) => console.log(`  ${line}`);
const stop = stopping();
let isReady = false;

main().catch(fail);
for (const fault of ["uncaughtException", "unhandledRejection"] as const) process.on(fault, fail);

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options === "help") return console.log(usage);
  const { folder, isReset } = options;
  stop.add(await claimFolder(folder));
  if (isReset) await forgetEverything(folder);
  const port = await choosePort(options.port);
  // Begun now, for it takes as long to load as the services to start.
  const loading = import("./seed");
  const services = await serve(folder, port);
  Object.assign(process.env, services.env);
  const { DATABASE_OWNER_URL = "", DATABASE_URL = "" } = services.env;
  await prepareDatabase(DATABASE_OWNER_URL, DATABASE_URL, log, isReset);
  const seeded = await seedAndOpen(await loading, options, port, services);
  await writeAddresses(folder, services, port);
  isReady = true;
  await workJobsOff(options);
  console.log(welcome({ port, folder, services, seeded, seconds: (Date.now() - began) / 1_000 }));
}

async function choosePort(wanted: number): Promise<number> {
  const port = await freePort(wanted);
  if (port !== wanted) log(`Port ${wanted} is taken; using ${port} (--port chooses another).`);
  return port;
}

/** Noted before it is there, for a Ctrl-C in the midst of it. */
async function serve(folder: string, appPort: number): Promise<Services> {
  const { DATABASE_URL, REDIS_URL } = process.env;
  const starting = startServices({
    folder,
    appPort,
    log,
    databaseUrl: DATABASE_URL || undefined,
    redisUrl: REDIS_URL || undefined,
    sandboxKey: sandboxKey(),
  });
  stop.add(() => starting.then((services) => services.stop()).catch(() => undefined));
  return starting;
}

/** A production server has a worker of its own, which would fail over what seeding queued while everything else is busy. */
async function seedAndOpen(
  { seedDemo }: typeof import("./seed"),
  options: StartOptions,
  port: number,
  services: Services,
): Promise<Seeded> {
  const seeding = seedDemo(log);
  if (options.isBuild) await seeding.then(finishJobs);
  const [seeded] = await Promise.all([seeding.finally(disconnect), openApp(options, port, services)]);
  return seeded;
}

async function finishJobs(): Promise<void> {
  const { drainJobs } = await import("@/lib/entry/job");
  await drainJobs();
}

async function openApp({ isBuild, folder }: StartOptions, port: number, { env }: Services): Promise<void> {
  if (stop.isUnderWay) return;
  if (isBuild) {
    const build = await startBuild({ env, folder });
    stop.add(build.stop);
    await build.done;
  }
  const app = await startApp({ port, isProduction: isBuild, env, folder });
  stop.add(app.stop);
  log("Opening the first page…");
  await app.ready;
  app.exited.then((code) => stop.end(code ?? 1));
}

/** The development server has no worker of its own; this one begins when nothing is being started any more. */
async function workJobsOff({ isBuild }: StartOptions): Promise<void> {
  if (isBuild || stop.isUnderWay) return;
  const { startWorker } = await import("@/lib/entry/job");
  const worker = await startWorker();
  stop.add(() => worker.stop().then(disconnect));
}

/** A key in the environment means a real sandbox; a live key has no business on a desk. */
function sandboxKey(): string | undefined {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL } = process.env;
  if (!key || STRIPE_API_URL) return undefined;
  if (!/^[sr]k_test_/.test(key))
    throw new Error("STRIPE_SECRET_KEY is not a test key: development takes sk_test_… and rk_test_… only.");
  return key;
}

/** For whoever drives this start from outside: the command line reads `env`, the tests both. */
async function writeAddresses(
  folder: string,
  { mailboxUrl, stripeUrl, env }: Services,
  appPort: number,
): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  await writeWhole(path.join(folder, "env"), lines.join(""));
  await writeWhole(path.join(folder, "addresses.json"), JSON.stringify({ appPort, mailboxUrl, stripeUrl }));
}

/** What breaks because the end has begun is no news. */
async function fail(cause: unknown): Promise<void> {
  const what = isReady ? "stops" : "did not start";
  if (!stop.isUnderWay) console.error(`\n${productName} ${what}: ${explain(cause)}\n`);
  await stop.end(1);
}

import { writeFile } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { startApp } from "./app";
import { prepareDatabase } from "./database";
import { freePort } from "./free-port";
import { claimFolder } from "./lock";
import { forgetEverything, type Services, startServices } from "./services";
import { welcome } from "./welcome";

const began = Date.now();
const log = (line: string) => console.log(`  ${line}`);

main().catch((cause) => {
  console.error(`\nTenantry did not start: ${cause instanceof Error ? cause.message : cause}\n`);
  process.exit(1);
});

async function main(): Promise<void> {
  const { values: options } = parseArgs({
    options: {
      /** Start afresh: drop everything earlier starts kept. */
      reset: { type: "boolean", default: false },
      /** Serve a production build instead of the development server. */
      build: { type: "boolean", default: false },
      port: { type: "string", default: "3000" },
      folder: { type: "string", default: ".local" },
    },
  });
  const wanted = Number(options.port);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65_535)
    throw new Error(`--port takes a number from 1 to 65535, not ${options.port}`);
  const folder = path.resolve(options.folder);
  const release = await claimFolder(folder);
  if (options.reset) await forgetEverything(folder);
  const appPort = await freePort(wanted);
  if (appPort !== wanted) log(`Port ${wanted} is taken; using ${appPort}.`);
  const services = await startServices({
    folder,
    appPort,
    log,
    databaseUrl: process.env.DATABASE_URL || undefined,
    redisUrl: process.env.REDIS_URL || undefined,
    sandboxKey: sandboxKey(),
  });
  const stopAll = onStop(async () => {
    await app?.stop();
    await services.stop();
    await release();
  });
  Object.assign(process.env, services.env);
  let app: Awaited<ReturnType<typeof startApp>> | undefined;
  try {
    const { DATABASE_OWNER_URL = "", DATABASE_URL = "" } = services.env;
    await prepareDatabase(DATABASE_OWNER_URL, DATABASE_URL, log, options.reset);
    const { seedDemo } = await import("./seed");
    const [seeded] = await Promise.all([
      seedDemo(log),
      startApp({ port: appPort, isProduction: options.build, env: services.env, folder }).then((running) => {
        app = running;
      }),
    ]);
    await app?.ready;
    await writeAddresses(folder, services, appPort);
    console.log(welcome({ appPort, services, seeded, seconds: (Date.now() - began) / 1_000 }));
    app?.exited.then((code) => stopAll(code ?? 1));
  } catch (cause) {
    console.error(cause);
    await stopAll(1);
  }
}

/** A key in the environment means a real sandbox; a live key has no business on a desk. */
function sandboxKey(): string | undefined {
  const { STRIPE_SECRET_KEY: key, STRIPE_API_URL } = process.env;
  if (!key || STRIPE_API_URL) return undefined;
  if (!key.startsWith("sk_test_"))
    throw new Error("STRIPE_SECRET_KEY is not a test key: development takes sk_test_… only.");
  return key;
}

/** For whoever drives this start from outside: the command line reads `env`, the tests both. */
async function writeAddresses(
  folder: string,
  { mailboxUrl, stripeUrl, env }: Services,
  appPort: number,
): Promise<void> {
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(path.join(folder, "env"), lines.join(""), { mode: 0o600 });
  await writeFile(path.join(folder, "addresses.json"), JSON.stringify({ appPort, mailboxUrl, stripeUrl }));
}

/** Runs `stop` once, on Ctrl-C, on a polite kill or when called, and leaves nothing behind. */
function onStop(stop: () => Promise<void>): (code: number) => Promise<void> {
  let stopping: Promise<void> | undefined;
  const end = async (code: number) => {
    stopping ??= stop();
    await stopping.catch((cause) => console.error(cause));
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => end(0));
  return end;
}

import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { startLocalStripe } from "stripe-local";
import { startUpstash } from "upstash-local";
import { freePort } from "./free-port";
import { startMailbox } from "./mailbox";
import { startPostgres } from "./postgres";
import { keptSecrets, type Secrets } from "./secrets";

export interface ServiceOptions {
  /** Where data is kept between starts; a throwaway set of services keeps none. */
  folder: string;
  isThrowaway?: boolean;
  appPort: number;
  log(line: string): void;
  /** A real Postgres (an administrator's URL) and a real Redis to use instead of the embedded ones. */
  databaseUrl?: string;
  redisUrl?: string;
  /** A key of a real Stripe sandbox to use instead of the local one; it must be a test key. */
  sandboxKey?: string;
}

export interface Services {
  /** What the app is started with. */
  env: Record<string, string>;
  mailboxUrl: string;
  stripeUrl: string;
  stop(): Promise<void>;
}

/** Starts every local stand-in the app speaks to and says how to reach them. Stops what it started when one fails. */
export async function startServices(options: ServiceOptions): Promise<Services> {
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const service of started.toReversed())
      await service.stop().catch((cause) => options.log(String(cause)));
  };
  try {
    return { ...(await startAll(options, started)), stop };
  } catch (cause) {
    await stop();
    throw cause;
  }
}

type Keep = <T extends { stop(): Promise<void> }>(service: T) => T;

async function startAll(
  options: ServiceOptions,
  started: { stop(): Promise<void> }[],
): Promise<Omit<Services, "stop">> {
  await mkdir(options.folder, { recursive: true });
  const secrets = await keptSecrets(options.folder);
  const keep: Keep = (service) => {
    started.push(service);
    return service;
  };
  const adminUrl = options.databaseUrl ?? keep(await startPostgres(postgresOptions(options))).adminUrl;
  const standIns = await startStandIns(options, secrets, keep);
  return {
    mailboxUrl: standIns.mailbox.url,
    stripeUrl: standIns.stripe?.url ?? "https://dashboard.stripe.com/test",
    env: {
      ...settings(options),
      ...secretsFor(options, secrets, standIns),
      DATABASE_OWNER_URL: databaseUrl(adminUrl, options.folder),
      DATABASE_URL: databaseUrl(adminUrl, options.folder, {
        name: `${databaseName(options.folder)}_app`,
        password: secrets.database,
      }),
      SMTP_URL: standIns.mailbox.smtpUrl,
    },
  };
}

type StandIns = Awaited<ReturnType<typeof startStandIns>>;

async function startStandIns(options: ServiceOptions, secrets: Secrets, keep: Keep) {
  const { folder, appPort, redisUrl } = options;
  const file = (name: string) => (options.isThrowaway ? undefined : path.join(folder, name));
  // One after the other: two probes at once would find the same port free.
  const smtpPort = await freePort(appPort + 30);
  const httpPort = await freePort(smtpPort + 1);
  const redis = { port: await freePort(appPort + 10), token: secrets.redis, redisUrl };
  const local = options.sandboxKey ? null : await stripeOptions(options, secrets, file("stripe.json"));
  const [upstash, mailbox, stripe] = await Promise.all([
    startUpstash({ ...redis, dataFile: file("redis.json") }).then(keep),
    startMailbox({ smtpPort, httpPort, dataFile: file("mailbox.json") }).then(keep),
    local && startLocalStripe(local).then(keep),
  ]);
  return { upstash, mailbox, stripe };
}

const settings = ({ folder, appPort }: ServiceOptions) => ({
  ROOT_DOMAIN: `localhost:${appPort}`,
  PORT: String(appPort),
  OBJECTS_URL: `file:${path.resolve(folder, "objects")}`,
  WORKER: "inline",
  ALLOW_LOCAL_SERVICES: "1",
  WEBHOOKS_ALLOW_LOOPBACK: "1",
  TRUSTED_PROXY: "1",
  NEXT_TELEMETRY_DISABLED: "1",
});

const secretsFor = (
  { sandboxKey }: ServiceOptions,
  { auth, cron, webhook }: Secrets,
  { upstash, stripe }: StandIns,
) => ({
  AUTH_SECRET: auth,
  CRON_SECRET: cron,
  UPSTASH_REDIS_REST_URL: upstash.url,
  UPSTASH_REDIS_REST_TOKEN: upstash.token,
  ...(stripe ? { STRIPE_API_URL: stripe.url } : {}),
  STRIPE_SECRET_KEY: stripe?.secretKey ?? sandboxKey ?? "",
  STRIPE_WEBHOOK_SECRET: stripe ? webhook : (process.env.STRIPE_WEBHOOK_SECRET ?? webhook),
});

const stripeOptions = async ({ appPort, log }: ServiceOptions, { webhook }: Secrets, dataFile?: string) => ({
  port: await freePort(appPort + 20),
  dataFile,
  webhook: { url: `http://localhost:${appPort}/api/stripe/webhook`, secret: webhook },
  log,
});

const postgresOptions = ({ folder, isThrowaway, log, appPort }: ServiceOptions) =>
  isThrowaway
    ? ({ isThrowaway: true, port: 0, log } as const)
    : ({ dataDir: path.join(folder, "postgres"), port: appPort + 40, log } as const);

/** One database a data folder, so that on a shared server development and tests keep apart. */
function databaseName(folder: string): string {
  const name = path
    .basename(folder)
    .replace(/[^a-z0-9]/gi, "")
    .toLowerCase();
  return name === "local" ? "tenantry" : `tenantry_${name}`;
}

/** The app's database on the given server, as its administrator or as another role. */
function databaseUrl(adminUrl: string, folder: string, role?: { name: string; password: string }): string {
  const url = new URL(adminUrl);
  url.pathname = `/${databaseName(folder)}`;
  if (role) {
    url.username = role.name;
    url.password = role.password;
  }
  return url.href;
}

/** Forgets everything earlier starts kept. */
export const forgetEverything = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true });

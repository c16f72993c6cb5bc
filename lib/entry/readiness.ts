import { ping } from "@/db/client";
import { isUpToDate } from "@/db/migrate/status";
import { redis, withRedis } from "@/lib/platform/redis";

type State = "ok" | "away" | "absent" | "pending";

export interface Readiness {
  status: "ready" | "not_ready";
  database: State;
  migrations: State;
  redis: State;
}

const freshMs = 1_000;
let latest: { report: Promise<Readiness>; until: number } | undefined;

/** What this instance depends on. Asked once a second at most: the address is open to everybody and has no other limit. */
export function readiness(): Promise<Readiness> {
  if (!latest || latest.until <= performance.now())
    latest = { report: look(), until: performance.now() + freshMs };
  return latest.report;
}

/** Each is asked within two seconds. */
async function look(): Promise<Readiness> {
  const [database, cache] = await Promise.all([
    ping().then(
      () => "ok" as const,
      () => "away" as const,
    ),
    redisState(),
  ]);
  const migrations = database === "ok" ? await migrationState() : "away";
  const isReady = database === "ok" && migrations === "ok";
  return { status: isReady ? "ready" : "not_ready", database, migrations, redis: cache };
}

async function migrationState(): Promise<State> {
  try {
    return (await isUpToDate()) ? "ok" : "pending";
  } catch {
    return "away";
  }
}

async function redisState(): Promise<State> {
  if (redis() === null) return "absent";
  return (await withRedis((client) => client.ping())) ? "ok" : "away";
}

import { Redis, ReplyError } from "ioredis";
import { refusal } from "./refused.js";
import { ScriptTranslation } from "./scripts.js";
import { type Command, RedisError, type Reply, type Store, StoreUnavailable } from "./store.js";

/** How long Redis may think about one command before the client gets an error. */
const commandTimeoutMs = 1_000;

/**
 * A store over one connection to a real Redis. While Redis is away every command fails at once instead of queueing, and
 * the connection heals by itself. Resolves after the first attempt to connect, successful or not.
 */
export async function connectRedis(url: string, log: (line: string) => void): Promise<Store> {
  const redis = new Redis(url, {
    protocol: 2,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2_000,
    retryStrategy: (attempt) => Math.min(attempt * 50, 500),
  });
  report(redis, log);
  await new Promise<void>((resolve) => {
    redis.once("ready", resolve);
    redis.once("close", resolve);
  });
  const scripts = new ScriptTranslation();

  return {
    run: async (commands) => {
      const allowed = commands.filter((command) => refusal(command) === null);
      const replies = await runAllowed(redis, allowed, scripts);
      return commands.map((command) => refusal(command) ?? replies.shift() ?? null);
    },
    transact: async (commands) => {
      for (const command of commands) throwIfRefused(command);
      return commands.length === 0 ? [] : transact(redis, commands, scripts);
    },
    stop: async () => {
      redis.removeAllListeners("close");
      redis.disconnect();
    },
  };
}

/** One line when Redis goes and one when it comes, however many attempts lie between. */
function report(redis: Redis, log: (line: string) => void): void {
  let isAway = false;
  let reason = "the connection was lost";
  redis.on("error", (error: NodeJS.ErrnoException) => {
    reason = error.code ?? error.message;
  });
  redis.on("close", () => {
    if (!isAway) log(`Redis is unreachable (${reason}): answering 503 until it is back`);
    isAway = true;
  });
  redis.on("ready", () => {
    if (isAway) log("Redis is back");
    isAway = false;
  });
}

async function runAllowed(redis: Redis, commands: Command[], scripts: ScriptTranslation): Promise<Reply[]> {
  const [only] = commands;
  if (!only) return [];
  if (commands.length === 1) {
    const [name, args] = prepare(only, scripts);
    const reply = await redis.callBuffer(name, args).then(toReply, asError);
    return [scripts.toClient(only, reply)];
  }
  const pipeline = redis.pipeline();
  for (const command of commands) pipeline.callBuffer(...prepare(command, scripts));
  return collect(await pipeline.exec(), commands, scripts);
}

async function transact(redis: Redis, commands: Command[], scripts: ScriptTranslation): Promise<Reply[]> {
  const transaction = redis.multi();
  for (const command of commands) transaction.callBuffer(...prepare(command, scripts));
  const results = await transaction.exec().catch((error: Error) => {
    throw asError(error);
  });
  return collect(results, commands, scripts);
}

/** In upper case, because ioredis reshapes the replies of commands it knows by their lower-case name. */
function prepare(command: Command, scripts: ScriptTranslation): [string, string[]] {
  const [name = "", ...args] = scripts.toRedis(command);
  return [name.toUpperCase(), args];
}

function collect(
  results: [error: Error | null, result: unknown][] | null,
  commands: Command[],
  scripts: ScriptTranslation,
): Reply[] {
  return commands.map((command, index) => {
    const [error, result] = results?.[index] ?? [new Error("no reply"), null];
    return scripts.toClient(command, error ? asError(error) : toReply(result));
  });
}

function toReply(value: unknown): Reply {
  if (value === null || typeof value === "number" || Buffer.isBuffer(value)) return value;
  if (Array.isArray(value)) return value.map(toReply);
  if (value instanceof Error) return new RedisError(value.message);
  return value === undefined ? null : Buffer.from(String(value));
}

/** Redis's refusals are answers; everything else (no connection, too slow) means there is none. */
function asError(error: Error): RedisError {
  if (error instanceof ReplyError) return new RedisError(error.message);
  throw new StoreUnavailable(`ERR Redis is unreachable: ${error.message}`);
}

function throwIfRefused(command: Command): void {
  const error = refusal(command);
  if (error) throw error;
}

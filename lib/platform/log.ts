import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";
import { env } from "@/env";
import { describeError, withoutSecrets } from "./describe-error";

export interface LogScope {
  requestId?: string;
  tenantId?: string;
  userId?: string;
  job?: string;
}

const scopes = new AsyncLocalStorage<LogScope>();
let logger: pino.Logger | undefined;

/** The JSON logger; each line carries the request, tenant and user of the scope it was written in. */
export function log(): pino.Logger {
  logger ??= pino({
    level: env().LOG_LEVEL,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    // It would describe an error a second time, and by pino's own rules.
    serializers: { err: (described: unknown) => described },
    mixin: () => scopes.getStore() ?? {},
    hooks: {
      logMethod(args, method) {
        for (const [at, one] of args.entries()) Reflect.set(args, at, presentable(one));
        method.apply(this, args);
      },
    },
  });
  return logger;
}

/**
 * Whatever is logged, as far as it may be: errors in words, texts without secrets, and of the rest the fields near the
 * top. Before pino sees it, because pino makes a message of an error's own.
 */
function presentable(value: unknown, depth = 0): unknown {
  if (value instanceof Error) return depth === 0 ? { err: describeError(value) } : describeError(value);
  if (typeof value === "string") return withoutSecrets(value);
  if (typeof value !== "object" || value === null || value instanceof Date) return value;
  if (depth === deepest) return "[left out]";
  if (Array.isArray(value)) return value.slice(0, longest).map((one) => presentable(one, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [
      key,
      isSecret.test(key) ? "[redacted]" : presentable(one, depth + 1),
    ]),
  );
}

const deepest = 4;
const longest = 50;
const isSecret = /(?:password|token|secret|cookie|authorization)$|^(?:payload|params|props|body)$/i;

/** Runs `work` so that everything it logs carries `scope`, on top of the scope around it. */
export function withLogScope<T>(scope: LogScope, work: () => T): T {
  return scopes.run({ ...scopes.getStore(), ...scope }, work);
}

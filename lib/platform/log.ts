import { AsyncLocalStorage } from "node:async_hooks";
import pino from "pino";
import { env } from "@/env";

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
    serializers: { err: describeError },
    mixin: () => scopes.getStore() ?? {},
    redact: {
      paths: ["password", "token", "secret", "*.password", "*.token", "*.secret"],
      censor: "[redacted]",
    },
  });
  return logger;
}

/** The words, code and origin of a failure; drivers hang whole connections on their errors. */
function describeError(thrown: unknown): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { name, message, stack, cause } = thrown;
  const code = "code" in thrown ? thrown.code : undefined;
  return { name, message, code, stack, cause: cause === undefined ? undefined : describeError(cause) };
}

/** Runs `work` so that everything it logs carries `scope`, on top of the scope around it. */
export function withLogScope<T>(scope: LogScope, work: () => T): T {
  return scopes.run({ ...scopes.getStore(), ...scope }, work);
}

import { createHash } from "node:crypto";
import { ApiError } from "./errors.js";
import type { Sandbox } from "./sandbox.js";
import type { StoredReply } from "./types.js";

const DAY_MS = 86_400_000;
const PRUNE_EVERY = 1000;
/** docs: idempotent requests. */
const LONGEST_KEY = 255;

/** One key, one outcome for 24 hours; a key in use or with other parameters is refused. */
export class Idempotency {
  readonly #inFlight = new Set<string>();

  #untilPruning = PRUNE_EVERY;

  constructor(private readonly sandbox: Sandbox) {
    this.#prune();
  }

  /** The answer given before under this key, or null when the request is new. */
  recall(key: string, fingerprint: string): StoredReply | null {
    if (key.length > LONGEST_KEY) throw tooLong();
    if (this.#inFlight.has(key)) throw inUse(key);
    const stored = this.sandbox.store.find("_reply", key);
    if (!stored || this.sandbox.realNow() - stored.at > DAY_MS) return null;
    if (stored.fingerprint !== fingerprint) throw mismatch(key);
    return stored;
  }

  begin(key: string): void {
    this.#inFlight.add(key);
  }

  end(key: string): void {
    this.#inFlight.delete(key);
  }

  remember(key: string, fingerprint: string, status: number, body: string): void {
    const at = this.sandbox.realNow();
    this.sandbox.transaction(() => {
      this.sandbox.store.put<"_reply">({ id: key, object: "_reply", fingerprint, status, body, at });
    });
    if (--this.#untilPruning === 0) this.#prune();
  }

  #prune(): void {
    this.#untilPruning = PRUNE_EVERY;
    const old = this.sandbox.store.all("_reply").filter(({ at }) => this.sandbox.realNow() - at > DAY_MS);
    this.sandbox.transaction(() => {
      for (const { id } of old) this.sandbox.store.remove("_reply", id);
    });
  }
}

export function fingerprintOf(method: string, path: string, body: string): string {
  return createHash("sha256").update(`${method} ${path}\n${body}`).digest("hex");
}

function inUse(key: string): ApiError {
  return new ApiError(409, {
    type: "idempotency_error",
    code: "idempotency_key_in_use",
    message: `There is currently another in-progress request using this Stripe idempotency key (${key}). Please try again later.`,
  });
}

function tooLong(): ApiError {
  return new ApiError(400, {
    type: "invalid_request_error",
    message: `Idempotency keys are up to ${LONGEST_KEY} characters long.`,
  });
}

function mismatch(key: string): ApiError {
  return new ApiError(400, {
    type: "idempotency_error",
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
  });
}

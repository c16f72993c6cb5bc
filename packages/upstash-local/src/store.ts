/** The command's name, then its arguments, as text. */
export type Command = string[];

/** A string holds one byte per character, so that values which are not UTF-8 survive. */
export type Reply = null | number | string | Buffer | RedisError | Reply[];

/** What answers commands: this process's memory or a real Redis. */
export type Store = {
  /** Runs the commands in order; one that fails answers a RedisError and does not stop the others. */
  run(commands: Command[]): Promise<Reply[]>;
  /** As `run`, but nothing else runs in between; throws a RedisError when Redis refuses the whole. */
  transact(commands: Command[]): Promise<Reply[]>;
  stop(): Promise<void>;
};

/** Redis's own refusal; the message starts with its code: `ERR …`, `WRONGTYPE …`. */
export class RedisError extends Error {}

/** The store cannot answer now: the same request may succeed later. */
export class StoreUnavailable extends Error {}

import { RedisError } from "../store.js";
import type { Arguments } from "./arguments.js";
import { type CommandTable, command, type MemoryReply, ok } from "./command.js";
import { scanMembers } from "./keys.js";
import type { Keyspace } from "./keyspace.js";
import { addFloats, addInt64, parseDouble, parseInt64 } from "./numbers.js";

const read = (db: Keyspace, args: Arguments) => db.read(args.take(), "hash") ?? new Map<string, string>();

export const hashes: CommandTable = {
  hset: command(-4, setFields),
  hmset: command(-4, (db, args) => {
    setFields(db, args);
    return ok;
  }),
  hsetnx: command(4, (db, args) => {
    const hash = db.open(args.take(), "hash");
    const field = args.take();
    if (hash.has(field)) return 0;
    hash.set(field, args.take());
    return 1;
  }),
  hget: command(3, (db, args) => read(db, args).get(args.take()) ?? null),
  hmget: command(-3, (db, args) => {
    const hash = read(db, args);
    return args.takeRest().map((field) => hash.get(field) ?? null);
  }),
  hgetall: command(2, (db, args) => [...read(db, args)].flat()),
  hkeys: command(2, (db, args) => [...read(db, args).keys()]),
  hvals: command(2, (db, args) => [...read(db, args).values()]),
  hlen: command(2, (db, args) => read(db, args).size),
  hexists: command(3, (db, args) => (read(db, args).has(args.take()) ? 1 : 0)),
  hstrlen: command(3, (db, args) => read(db, args).get(args.take())?.length ?? 0),
  hdel: command(-3, (db, args) => {
    const key = args.take();
    const hash = db.read(key, "hash");
    if (!hash) return 0;
    db.version++;
    const removed = args.takeRest().filter((field) => hash.delete(field)).length;
    db.dropIfEmpty(key);
    return removed;
  }),
  hincrby: command(4, (db, args) => Number(changeField(db, args, parseInt64, addToInteger))),
  hincrbyfloat: command(4, (db, args) => changeField(db, args, checkedFloat, addToFloat)),
  hscan: command(-3, (db, args) => {
    const hash = read(db, args);
    return ["0", scanMembers(args, hash, ([field]) => field).flat()];
  }),
};

function setFields(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const pairs = args.takePairs();
  const hash = db.open(key, "hash");
  const sizeBefore = hash.size;
  for (const [field, value] of pairs) hash.set(field, value);
  return hash.size - sizeBefore;
}

/** Computes before opening, so that a refused change leaves no empty hash behind. */
function changeField<T>(
  db: Keyspace,
  args: Arguments,
  parse: (by: string) => T,
  add: (current: string, by: T) => string,
): string {
  const [key, field, by] = [args.take(), args.take(), parse(args.take())];
  const next = add(db.read(key, "hash")?.get(field) ?? "0", by);
  db.open(key, "hash").set(field, next);
  return next;
}

function addToInteger(current: string, by: bigint): string {
  return String(
    addInt64(
      orElse(() => parseInt64(current), "ERR hash value is not an integer"),
      by,
    ),
  );
}

function addToFloat(current: string, by: string): string {
  return addFloats(
    orElse(() => checkedFloat(current), "ERR hash value is not a float"),
    by,
  );
}

function checkedFloat(text: string): string {
  parseDouble(text);
  return text;
}

function orElse<T>(parse: () => T, message: string): T {
  try {
    return parse();
  } catch {
    throw new RedisError(message);
  }
}

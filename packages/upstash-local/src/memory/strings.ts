import { RedisError } from "../store.js";
import { type Arguments, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply, ok } from "./command.js";
import { expiryMoment, isExpiryUnit, takeExpiry } from "./expiry.js";
import type { Keyspace } from "./keyspace.js";
import { addFloats, addInt64, parseInt64 } from "./numbers.js";

export const strings: CommandTable = {
  get: command(2, (db, args) => db.read(args.take(), "string")),
  set: command(-3, set),
  setnx: command(3, (db, args) => (putIfAbsent(db, args.take(), args.take()) ? 1 : 0)),
  setex: command(4, (db, args) => setWithExpiry(db, args, "EX")),
  psetex: command(4, (db, args) => setWithExpiry(db, args, "PX")),
  getset: command(3, (db, args) => {
    const key = args.take();
    const previous = db.read(key, "string");
    db.put(key, "string", args.take());
    return previous;
  }),
  getdel: command(2, (db, args) => {
    const key = args.take();
    const value = db.read(key, "string");
    if (value !== null) db.delete(key);
    return value;
  }),
  getex: command(-2, getWithExpiry),
  mget: command(-2, (db, args) =>
    args.takeRest().map((key) => (db.find(key)?.kind === "string" ? db.read(key, "string") : null)),
  ),
  mset: command(-3, (db, args) => {
    for (const [key, value] of args.takePairs()) db.put(key, "string", value);
    return ok;
  }),
  msetnx: command(-3, (db, args) => {
    const pairs = args.takePairs();
    if (pairs.some(([key]) => db.find(key))) return 0;
    for (const [key, value] of pairs) db.put(key, "string", value);
    return 1;
  }),
  incr: command(2, (db, args) => increment(db, args.take(), 1n)),
  decr: command(2, (db, args) => increment(db, args.take(), -1n)),
  incrby: command(3, (db, args) => increment(db, args.take(), parseInt64(args.take()))),
  decrby: command(3, (db, args) => {
    const key = args.take();
    const by = parseInt64(args.take());
    if (by === -(2n ** 63n)) throw new RedisError("ERR decrement would overflow");
    return increment(db, key, -by);
  }),
  incrbyfloat: command(3, incrementByFloat),
  append: command(3, (db, args) => {
    const key = args.take();
    const value = (db.read(key, "string") ?? "") + args.take();
    db.rewrite(key, value);
    return value.length;
  }),
  strlen: command(2, (db, args) => db.read(args.take(), "string")?.length ?? 0),
  getrange: command(4, getRange),
  setrange: command(4, setRange),
};

function set(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const value = args.take();
  const options = takeSetOptions(args);
  const existing = db.find(key);
  const previous = options.isGet ? db.read(key, "string") : null;
  if ((options.when === "NX" && existing) || (options.when === "XX" && !existing)) return previous;
  const keptExpiry = options.isKeepTtl ? (existing?.expiresAt ?? null) : null;
  db.put(key, "string", value, options.expiresAt ?? keptExpiry);
  return options.isGet ? previous : ok;
}

/** The words are judged before the amounts, as Redis does. */
function takeSetOptions(args: Arguments): {
  when: string;
  isGet: boolean;
  isKeepTtl: boolean;
  expiresAt: number | null;
} {
  const options = { when: "", isGet: false, isKeepTtl: false };
  let lifetime: { unit: string; amount: string } | null = null;
  while (args.remaining > 0) {
    const word = args.takeWord();
    if (word === "GET") options.isGet = true;
    else if ((word === "NX" || word === "XX") && (options.when === "" || options.when === word))
      options.when = word;
    else if (lifetime || options.isKeepTtl) throw syntaxError();
    else if (word === "KEEPTTL") options.isKeepTtl = true;
    else if (isExpiryUnit(word)) lifetime = { unit: word, amount: args.take() };
    else throw syntaxError();
  }
  return {
    ...options,
    expiresAt: lifetime ? expiryMoment(lifetime.unit, lifetime.amount, args.commandName) : null,
  };
}

function putIfAbsent(db: Keyspace, key: string, value: string): boolean {
  if (db.find(key)) return false;
  db.put(key, "string", value);
  return true;
}

function setWithExpiry(db: Keyspace, args: Arguments, unit: "EX" | "PX"): MemoryReply {
  const key = args.take();
  const expiresAt = takeExpiry(unit, args);
  db.put(key, "string", args.take(), expiresAt);
  return ok;
}

function getWithExpiry(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const isUnchanged = args.remaining === 0;
  const isPersist = args.takeIf("PERSIST");
  const expiresAt = isUnchanged || isPersist ? null : takeExpiry(args.takeWord(), args);
  args.end();
  const value = db.read(key, "string");
  if (!isUnchanged && value !== null) db.setExpiry(key, expiresAt);
  return value;
}

function increment(db: Keyspace, key: string, by: bigint): number {
  const sum = addInt64(parseInt64(db.read(key, "string") ?? "0"), by);
  db.rewrite(key, String(sum));
  return Number(sum);
}

function incrementByFloat(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const current = db.read(key, "string") ?? "0";
  const sum = addFloats(current, args.take());
  db.rewrite(key, sum);
  return sum;
}

function getRange(db: Keyspace, args: Arguments): MemoryReply {
  const value = db.read(args.take(), "string") ?? "";
  const [start, end] = [args.takeInteger(), args.takeInteger()];
  if (start < 0 && end < 0 && start > end) return "";
  const from = Math.max(0, start < 0 ? value.length + start : start);
  const to = Math.max(0, end < 0 ? value.length + end : end);
  return value.slice(from, to + 1);
}

function setRange(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const offset = args.takeCount("ERR offset is out of range");
  const patch = args.take();
  const value = db.read(key, "string") ?? "";
  if (patch === "") return value.length;
  if (offset + patch.length > 512 * 1024 * 1024) {
    throw new RedisError("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
  }
  const padded = value.padEnd(offset, "\0");
  db.rewrite(key, padded.slice(0, offset) + patch + padded.slice(offset + patch.length));
  return Math.max(padded.length, offset + patch.length);
}

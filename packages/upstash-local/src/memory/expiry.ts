import { RedisError } from "../store.js";
import { type Arguments, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply } from "./command.js";
import type { Keyspace } from "./keyspace.js";
import { parseInt64 } from "./numbers.js";

const units: Record<string, { factor: number; isAbsolute: boolean }> = {
  EX: { factor: 1_000, isAbsolute: false },
  PX: { factor: 1, isAbsolute: false },
  EXAT: { factor: 1_000, isAbsolute: true },
  PXAT: { factor: 1, isAbsolute: true },
};

export const expiry: CommandTable = {
  expire: command(-3, (db, args) => expire(db, args, "EX")),
  pexpire: command(-3, (db, args) => expire(db, args, "PX")),
  expireat: command(-3, (db, args) => expire(db, args, "EXAT")),
  pexpireat: command(-3, (db, args) => expire(db, args, "PXAT")),
  ttl: command(2, (db, args) => lifetime(db, args, (at) => Math.round((at - Date.now()) / 1_000))),
  pttl: command(2, (db, args) => lifetime(db, args, (at) => at - Date.now())),
  expiretime: command(2, (db, args) => lifetime(db, args, (at) => Math.round(at / 1_000))),
  pexpiretime: command(2, (db, args) => lifetime(db, args, (at) => at)),
  persist: command(2, (db, args) => {
    const key = args.take();
    if ((db.find(key)?.expiresAt ?? null) === null) return 0;
    db.setExpiry(key, null);
    return 1;
  }),
};

export const isExpiryUnit = (word: string) => units[word] !== undefined;

/** Reads the amount after EX, PX, EXAT or PXAT and answers the moment in milliseconds of Unix time. */
export function takeExpiry(unit: string, args: Arguments): number {
  if (!isExpiryUnit(unit)) throw syntaxError();
  return expiryMoment(unit, args.take(), args.commandName);
}

/** As takeExpiry; throws when the amount is no positive integer or too far away. */
export function expiryMoment(unit: string, text: string, commandName: string): number {
  const amount = Number(parseInt64(text));
  if (amount <= 0) throw invalidExpiry(commandName);
  return toMoment(amount, unit, commandName);
}

function toMoment(amount: number, unit: string, commandName: string): number {
  const { factor, isAbsolute } = units[unit] ?? { factor: 1, isAbsolute: false };
  const milliseconds = amount * factor + (isAbsolute ? 0 : Date.now());
  if (Math.abs(milliseconds) >= 2 ** 63) throw invalidExpiry(commandName);
  return milliseconds;
}

const invalidExpiry = (commandName: string) =>
  new RedisError(`ERR invalid expire time in '${commandName}' command`);

function expire(db: Keyspace, args: Arguments, unit: "EX" | "PX" | "EXAT" | "PXAT"): MemoryReply {
  const [key, amount] = [args.take(), args.take()];
  const conditions = takeConditions(args);
  const expiresAt = toMoment(Number(parseInt64(amount)), unit, args.commandName);
  const entry = db.find(key);
  if (!entry || !isAllowed(conditions, entry.expiresAt, expiresAt)) return 0;
  db.setExpiry(key, expiresAt);
  return 1;
}

function takeConditions(args: Arguments): Set<string> {
  const conditions = new Set<string>();
  while (args.remaining > 0) {
    const word = args.take();
    if (!/^(nx|xx|gt|lt)$/i.test(word)) throw new RedisError(`ERR Unsupported option ${word}`);
    conditions.add(word.toUpperCase());
  }
  if (conditions.has("NX") && conditions.size > 1) {
    throw new RedisError("ERR NX and XX, GT or LT options at the same time are not compatible");
  }
  if (conditions.has("GT") && conditions.has("LT")) {
    throw new RedisError("ERR GT and LT options at the same time are not compatible");
  }
  return conditions;
}

/** A key without expiry counts as living for ever. */
function isAllowed(conditions: Set<string>, current: number | null, next: number): boolean {
  if (conditions.has("NX") && current !== null) return false;
  if (conditions.has("XX") && current === null) return false;
  if (conditions.has("GT") && (current === null || next <= current)) return false;
  return !(conditions.has("LT") && current !== null && next >= current);
}

function lifetime(db: Keyspace, args: Arguments, measure: (expiresAt: number) => number): MemoryReply {
  const entry = db.find(args.take());
  if (!entry) return -2;
  return entry.expiresAt === null ? -1 : measure(entry.expiresAt);
}

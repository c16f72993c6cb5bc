import { RedisError } from "../store.js";
import { type Arguments, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply } from "./command.js";
import { scanMembers } from "./keys.js";
import type { Keyspace } from "./keyspace.js";
import { formatDouble, parseDouble } from "./numbers.js";
import { rankOf, withScores } from "./sorted-order.js";

const read = (db: Keyspace, args: Arguments) => db.read(args.take(), "zset") ?? new Map<string, number>();

export const sortedSets: CommandTable = {
  zadd: command(-4, add),
  zincrby: command(4, (db, args) => {
    const key = args.take();
    const by = args.takeDouble();
    return formatDouble(raise(db, key, args.take(), by));
  }),
  zscore: command(3, (db, args) => toScore(read(db, args).get(args.take()))),
  zmscore: command(-3, (db, args) => {
    const scores = read(db, args);
    return args.takeRest().map((member) => toScore(scores.get(member)));
  }),
  zcard: command(2, (db, args) => read(db, args).size),
  zrem: command(-3, (db, args) => removeMembers(db, args.take(), args.takeRest())),
  zrank: command(3, (db, args) => rankOf(read(db, args), args.take(), false)),
  zrevrank: command(3, (db, args) => rankOf(read(db, args), args.take(), true)),
  zpopmin: command(-2, (db, args) => popEnd(db, args, false)),
  zpopmax: command(-2, (db, args) => popEnd(db, args, true)),
  zscan: command(-3, (db, args) => {
    const members = scanMembers(args, read(db, args), ([member]) => member);
    return ["0", members.flatMap(([member, score]) => [member, formatDouble(score)])];
  }),
};

/** Takes members out and the key with the last of them; answers how many there were. */
export function removeMembers(db: Keyspace, key: string, members: string[]): number {
  const scores = db.read(key, "zset");
  if (!scores) return 0;
  db.version++;
  const removed = members.filter((member) => scores.delete(member)).length;
  db.dropIfEmpty(key);
  return removed;
}

const toScore = (score: number | undefined) => (score === undefined ? null : formatDouble(score));

type AddOptions = {
  isNx: boolean;
  isXx: boolean;
  isGt: boolean;
  isLt: boolean;
  isCounting: boolean;
  isIncr: boolean;
};

function add(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const options = takeAddOptions(args);
  const pairs = takeScores(args, options);
  const scores = db.read(key, "zset") ?? (options.isXx ? new Map<string, number>() : db.open(key, "zset"));
  db.version++;
  if (options.isIncr) return addOne(db, key, scores, pairs, options);
  let [added, changed] = [0, 0];
  for (const [score, member] of pairs) {
    const current = scores.get(member);
    if (!isWanted(current, score, options)) continue;
    if (current === undefined) added++;
    else if (current !== score) changed++;
    scores.set(member, score);
  }
  return options.isCounting ? added + changed : added;
}

function takeAddOptions(args: Arguments): AddOptions {
  const options = { isNx: false, isXx: false, isGt: false, isLt: false, isCounting: false, isIncr: false };
  for (;;) {
    if (args.takeIf("NX")) options.isNx = true;
    else if (args.takeIf("XX")) options.isXx = true;
    else if (args.takeIf("GT")) options.isGt = true;
    else if (args.takeIf("LT")) options.isLt = true;
    else if (args.takeIf("CH")) options.isCounting = true;
    else if (args.takeIf("INCR")) options.isIncr = true;
    else return options;
  }
}

function takeScores(args: Arguments, { isNx, isXx, isGt, isLt, isIncr }: AddOptions): [number, string][] {
  const words = args.takeRest();
  if (words.length === 0 || words.length % 2 !== 0) throw syntaxError();
  if (isNx && isXx) throw new RedisError("ERR XX and NX options at the same time are not compatible");
  if ((isGt && isNx) || (isLt && isNx) || (isGt && isLt)) {
    throw new RedisError("ERR GT, LT, and/or NX options at the same time are not compatible");
  }
  if (isIncr && words.length > 2)
    throw new RedisError("ERR INCR option supports a single increment-element pair");
  const pairs: [number, string][] = [];
  for (let at = 0; at < words.length; at += 2)
    pairs.push([parseDouble(words[at] ?? ""), words[at + 1] ?? ""]);
  return pairs;
}

function isWanted(
  current: number | undefined,
  next: number,
  { isNx, isXx, isGt, isLt }: AddOptions,
): boolean {
  if (current === undefined) return !isXx;
  return !isNx && !(isGt && next <= current) && !(isLt && next >= current);
}

function addOne(
  db: Keyspace,
  key: string,
  scores: Map<string, number>,
  pairs: [number, string][],
  options: AddOptions,
): MemoryReply {
  const [[by, member] = [0, ""]] = pairs;
  const current = scores.get(member);
  const isAllowed = isWanted(current, (current ?? 0) + by, options);
  return isAllowed ? formatDouble(raise(db, key, member, by)) : null;
}

function raise(db: Keyspace, key: string, member: string, by: number): number {
  const next = (db.read(key, "zset")?.get(member) ?? 0) + by;
  if (Number.isNaN(next)) throw new RedisError("ERR resulting score is not a number (NaN)");
  db.open(key, "zset").set(member, next);
  return next;
}

function popEnd(db: Keyspace, args: Arguments, isReversed: boolean): MemoryReply {
  const key = args.take();
  const count = args.remaining > 0 ? args.takeCount() : 1;
  args.end();
  const popped = withScores(db.read(key, "zset"), isReversed).slice(0, count);
  const members = popped.map(([member]) => member);
  removeMembers(db, key, members);
  return popped.flatMap(([member, score]) => [member, formatDouble(score)]);
}

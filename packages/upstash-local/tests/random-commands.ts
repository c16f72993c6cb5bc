import fc from "fast-check";
import type { Command } from "../src/store.js";

const key = fc.constantFrom("a", "b", "c");
const member = fc.constantFrom("x", "y", "z", "é", "");
const value = fc.constantFrom(
  "",
  "0",
  "7",
  "-3",
  "1.5",
  "abc",
  "é😀",
  "9223372036854775807",
  " 1",
  "007",
  "OK",
);
const integer = fc.constantFrom("0", "1", "-1", "2", "-3", "100", "9223372036854775807", "nope");
const index = fc.constantFrom("0", "1", "2", "-1", "-2", "-9", "9");
const score = fc.constantFrom("0", "1", "-2.5", "3", "+inf", "-inf", "2e2", "nan", "x");
const scoreBound = fc.constantFrom("-inf", "+inf", "0", "(1", "3", "(x");
const lexBound = fc.constantFrom("-", "+", "[x", "(y", "[", "x");
const count = fc.constantFrom("0", "1", "2", "5", "-1");
// Far enough away that a slow run rounds to the same second.
const seconds = fc.constantFrom("1000", "50000", "0", "-5", "x");
const moment = fc.constantFrom("4000000000", "4000000500", "1");
const pattern = fc.constantFrom("*", "a", "?", "[a-b]", "[^a]", "*c", "\\a", "[", "x*y");
const side = fc.constantFrom("LEFT", "RIGHT", "left", "UP");

type Part = fc.Arbitrary<string | string[]>;
const repeated = (part: fc.Arbitrary<string>) => fc.array(part, { minLength: 1, maxLength: 3 });
const optional = (...parts: Part[]) => fc.oneof(fc.constant<string[]>([]), flat(parts));
const word = (text: string) => fc.constant(text);
const flat = (parts: Part[]) => fc.tuple(...parts).map((words) => words.flat());
const pairs = (left: fc.Arbitrary<string>, right: fc.Arbitrary<string>) =>
  fc.array(fc.tuple(left, right), { minLength: 1, maxLength: 3 }).map((all) => all.flat());
const words = (...choices: string[]) => fc.subarray(choices, { maxLength: 3 });

const lifetime = fc.oneof(
  flat([fc.constantFrom("EX", "PX"), fc.constantFrom("1000000", "0", "x")]),
  flat([word("EXAT"), moment]),
  fc.constantFrom<string[]>(["KEEPTTL"], [], [], []),
);
const expireFlags = words("NX", "XX", "GT", "LT");
const limit = optional(word("LIMIT"), count, count);

const shapes: Record<string, Part[]> = {
  GET: [key],
  SET: [key, value, lifetime, words("NX", "XX", "GET")],
  SETNX: [key, value],
  SETEX: [key, seconds, value],
  GETSET: [key, value],
  GETDEL: [key],
  GETEX: [
    key,
    fc.oneof(word("PERSIST"), flat([word("EXAT"), moment]), fc.constant<string[]>([]), word("NX")),
  ],
  MGET: [repeated(key)],
  MSET: [pairs(key, value)],
  MSETNX: [pairs(key, value)],
  INCR: [key],
  DECR: [key],
  INCRBY: [key, integer],
  DECRBY: [key, integer],
  // A key of its own: beyond 2^53 Redis counts in long doubles, which we have not.
  INCRBYFLOAT: [fc.constant("f"), fc.constantFrom("1", "0.1", "-2.25", "x", "1e2")],
  APPEND: [key, value],
  STRLEN: [key],
  GETRANGE: [key, index, index],
  SETRANGE: [key, fc.constantFrom("0", "2", "5", "-1"), value],
  DEL: [repeated(key)],
  UNLINK: [key],
  EXISTS: [repeated(key)],
  TYPE: [key],
  RENAME: [key, key],
  RENAMENX: [key, key],
  KEYS: [pattern],
  EXPIRE: [key, seconds, expireFlags],
  EXPIREAT: [key, moment, expireFlags],
  EXPIRETIME: [key],
  TTL: [key],
  PERSIST: [key],
  PING: [optional(value)],
  ECHO: [value],
  HSET: [key, pairs(member, value)],
  HMSET: [key, pairs(member, value)],
  HSETNX: [key, member, value],
  HGET: [key, member],
  HMGET: [key, repeated(member)],
  HGETALL: [key],
  HKEYS: [key],
  HVALS: [key],
  HLEN: [key],
  HEXISTS: [key, member],
  HSTRLEN: [key, member],
  HDEL: [key, repeated(member)],
  HINCRBY: [key, member, integer],
  HINCRBYFLOAT: [key, fc.constant("f"), fc.constantFrom("1", "0.5", "x")],
  SADD: [key, repeated(member)],
  SREM: [key, repeated(member)],
  SMEMBERS: [key],
  SISMEMBER: [key, member],
  SMISMEMBER: [key, repeated(member)],
  SCARD: [key],
  SMOVE: [key, key, member],
  SUNION: [repeated(key)],
  SINTER: [repeated(key)],
  SDIFF: [repeated(key)],
  SUNIONSTORE: [key, repeated(key)],
  SINTERSTORE: [key, repeated(key)],
  SDIFFSTORE: [key, repeated(key)],
  LPUSH: [key, repeated(value)],
  RPUSH: [key, repeated(value)],
  LPUSHX: [key, value],
  RPUSHX: [key, value],
  LPOP: [key, optional(count)],
  RPOP: [key, optional(count)],
  LLEN: [key],
  LINDEX: [key, index],
  LRANGE: [key, index, index],
  LTRIM: [key, index, index],
  LSET: [key, index, value],
  LINSERT: [key, fc.constantFrom("BEFORE", "after", "x"), value, value],
  LREM: [key, index, value],
  LMOVE: [key, key, side, side],
  RPOPLPUSH: [key, key],
  ZADD: [key, words("NX", "XX", "GT", "LT", "CH", "INCR"), pairs(score, member)],
  ZINCRBY: [key, score, member],
  ZSCORE: [key, member],
  ZMSCORE: [key, repeated(member)],
  ZCARD: [key],
  ZREM: [key, repeated(member)],
  ZRANK: [key, member],
  ZREVRANK: [key, member],
  ZPOPMIN: [key, optional(count)],
  ZPOPMAX: [key, optional(count)],
  ZRANGE: [
    key,
    fc.oneof(index, scoreBound, lexBound),
    fc.oneof(index, scoreBound, lexBound),
    words("BYSCORE", "BYLEX", "REV", "WITHSCORES"),
    limit,
  ],
  ZREVRANGE: [key, index, index, optional(word("withscores"))],
  ZRANGEBYSCORE: [key, scoreBound, scoreBound, optional(word("WITHSCORES")), limit],
  ZREVRANGEBYSCORE: [key, scoreBound, scoreBound, limit],
  ZCOUNT: [key, scoreBound, scoreBound],
  ZREMRANGEBYSCORE: [key, scoreBound, scoreBound],
  ZREMRANGEBYRANK: [key, index, index],
};

const wellFormed = Object.entries(shapes).map(([name, parts]) =>
  flat(parts).map((rest): Command => [name, ...rest]),
);
const tooShort = fc.constantFrom(...Object.keys(shapes)).map((name): Command => [name.toLowerCase()]);

/** One command over three keys, so that sequences meet their own traces; sometimes wrong in words, kind or number. */
export const commandArbitrary: fc.Arbitrary<Command> = fc.oneof(
  { weight: 40, arbitrary: fc.oneof(...wellFormed) },
  { weight: 1, arbitrary: tooShort },
);

const unordered = /^(KEYS|HGETALL|HKEYS|HVALS|SMEMBERS|SUNION|SINTER|SDIFF)$/i;
export const isUnordered = ([name = ""]: Command) => unordered.test(name);

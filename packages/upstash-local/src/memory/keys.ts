import { RedisError } from "../store.js";
import { type Arguments, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply, ok, Status } from "./command.js";
import { globToRegExp } from "./glob.js";
import type { Keyspace } from "./keyspace.js";

export const keys: CommandTable = {
  del: command(-2, (db, args) => args.takeRest().filter((key) => db.delete(key)).length),
  unlink: command(-2, (db, args) => args.takeRest().filter((key) => db.delete(key)).length),
  exists: command(-2, (db, args) => args.takeRest().filter((key) => db.find(key)).length),
  touch: command(-2, (db, args) => args.takeRest().filter((key) => db.find(key)).length),
  type: command(2, (db, args) => new Status(db.find(args.take())?.kind ?? "none")),
  keys: command(2, (db, args) => matching(db.keys(), args.take())),
  scan: command(-2, (db, args) => {
    takeCursor(args);
    const { pattern, kind } = takeScanOptions(args);
    const found = matching(db.keys(), pattern).filter((key) => kind === "" || db.find(key)?.kind === kind);
    return ["0", found];
  }),
  randomkey: command(1, (db) => {
    const all = db.keys();
    return all[Math.floor(Math.random() * all.length)] ?? null;
  }),
  rename: command(3, (db, args) => {
    move(db, args.take(), args.take());
    return ok;
  }),
  renamenx: command(3, (db, args) => {
    const [from, to] = [args.take(), args.take()];
    if (!db.find(from)) throw noSuchKey();
    if (db.find(to)) return 0;
    move(db, from, to);
    return 1;
  }),
  dbsize: command(1, (db) => db.size),
  flushdb: command(-1, flush),
  flushall: command(-1, flush),
};

/** Everything is answered at once, under cursor 0: the pace is a hint that Redis itself need not follow. */
export function scanMembers<T>(args: Arguments, members: Iterable<T>, nameOf: (member: T) => string): T[] {
  takeCursor(args);
  const expression = globToRegExp(takeScanOptions(args).pattern);
  return [...members].filter((member) => expression.test(nameOf(member)));
}

function takeCursor(args: Arguments): void {
  if (!/^\d+$/.test(args.take())) throw new RedisError("ERR invalid cursor");
}

function takeScanOptions(args: Arguments): { pattern: string; kind: string } {
  const options = { pattern: "*", kind: "" };
  while (args.remaining > 0) {
    const word = args.takeWord();
    if (word === "MATCH") options.pattern = args.take();
    else if (word === "TYPE") options.kind = args.take().toLowerCase();
    else if (word !== "COUNT") throw syntaxError();
    else if (args.takeInteger() < 1) throw syntaxError();
  }
  return options;
}

function matching(names: string[], pattern: string): string[] {
  const expression = globToRegExp(pattern);
  return names.filter((name) => expression.test(name));
}

function move(db: Keyspace, from: string, to: string): void {
  const entry = db.find(from);
  if (!entry) throw noSuchKey();
  db.delete(from);
  db.put(to, entry.kind, entry.value, entry.expiresAt);
}

const noSuchKey = () => new RedisError("ERR no such key");

function flush(db: Keyspace, args: Arguments): MemoryReply {
  if (args.remaining > 0 && !args.takeIf("ASYNC") && !args.takeIf("SYNC")) throw syntaxError();
  args.end();
  db.clear();
  return ok;
}

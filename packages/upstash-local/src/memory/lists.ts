import { RedisError } from "../store.js";
import { type Arguments, sliceOf, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply, ok } from "./command.js";
import type { Keyspace } from "./keyspace.js";

const read = (db: Keyspace, args: Arguments) => db.read(args.take(), "list") ?? [];

export const lists: CommandTable = {
  lpush: command(-3, (db, args) => push(db, args, "LEFT")),
  rpush: command(-3, (db, args) => push(db, args, "RIGHT")),
  lpushx: command(-3, (db, args) => pushIfPresent(db, args, "LEFT")),
  rpushx: command(-3, (db, args) => pushIfPresent(db, args, "RIGHT")),
  lpop: command(-2, (db, args) => pop(db, args, "LEFT")),
  rpop: command(-2, (db, args) => pop(db, args, "RIGHT")),
  llen: command(2, (db, args) => read(db, args).length),
  lindex: command(3, (db, args) => read(db, args).at(args.takeInteger()) ?? null),
  lrange: command(4, (db, args) => sliceOf(read(db, args), args.takeInteger(), args.takeInteger())),
  ltrim: command(4, trim),
  lset: command(4, setAt),
  linsert: command(5, insert),
  lrem: command(4, remove),
  lmove: command(5, (db, args) => {
    const [from, to] = [args.take(), args.take()];
    return transfer(db, from, to, takeSide(args), takeSide(args));
  }),
  rpoplpush: command(3, (db, args) => transfer(db, args.take(), args.take(), "RIGHT", "LEFT")),
};

type Side = "LEFT" | "RIGHT";

function takeSide(args: Arguments): Side {
  const word = args.takeWord();
  if (word === "LEFT" || word === "RIGHT") return word;
  throw syntaxError();
}

function push(db: Keyspace, args: Arguments, side: Side): number {
  const list = db.open(args.take(), "list");
  for (const item of args.takeRest()) addTo(list, item, side);
  return list.length;
}

function pushIfPresent(db: Keyspace, args: Arguments, side: Side): number {
  const key = args.take();
  const list = db.read(key, "list");
  if (!list) return 0;
  db.version++;
  for (const item of args.takeRest()) addTo(list, item, side);
  return list.length;
}

function addTo(list: string[], item: string, side: Side): void {
  if (side === "LEFT") list.unshift(item);
  else list.push(item);
}

function pop(db: Keyspace, args: Arguments, side: Side): MemoryReply {
  const key = args.take();
  const isList = args.remaining > 0;
  const count = isList ? args.takeCount() : 1;
  args.end();
  const list = db.read(key, "list");
  if (!list) return null;
  db.version++;
  const popped =
    side === "LEFT" ? list.splice(0, count) : list.splice(Math.max(0, list.length - count)).reverse();
  db.dropIfEmpty(key);
  return isList ? popped : (popped[0] ?? null);
}

function trim(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const [start, stop] = [args.takeInteger(), args.takeInteger()];
  const list = db.read(key, "list");
  if (!list) return ok;
  db.version++;
  list.splice(0, list.length, ...sliceOf(list, start, stop));
  db.dropIfEmpty(key);
  return ok;
}

function setAt(db: Keyspace, args: Arguments): MemoryReply {
  const list = db.read(args.take(), "list");
  if (!list) throw new RedisError("ERR no such key");
  const index = args.takeInteger();
  const position = index < 0 ? list.length + index : index;
  if (position < 0 || position >= list.length) throw new RedisError("ERR index out of range");
  db.version++;
  list[position] = args.take();
  return ok;
}

function insert(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const where = args.takeWord();
  if (where !== "BEFORE" && where !== "AFTER") throw syntaxError();
  const list = db.read(key, "list");
  if (!list) return 0;
  const pivot = list.indexOf(args.take());
  if (pivot < 0) return -1;
  db.version++;
  list.splice(where === "BEFORE" ? pivot : pivot + 1, 0, args.take());
  return list.length;
}

/** A positive count removes from the head, a negative one from the tail, zero all. */
function remove(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const count = args.takeInteger();
  const item = args.take();
  const list = db.read(key, "list") ?? [];
  const positions = list.flatMap((value, index) => (value === item ? [index] : []));
  const doomed = new Set(
    count === 0 ? positions : count > 0 ? positions.slice(0, count) : positions.slice(count),
  );
  db.version++;
  list.splice(0, list.length, ...list.filter((_, index) => !doomed.has(index)));
  db.dropIfEmpty(key);
  return doomed.size;
}

function transfer(db: Keyspace, from: string, to: string, take: Side, put: Side): MemoryReply {
  const source = db.read(from, "list");
  if (!source) return null;
  db.read(to, "list");
  const item = (take === "LEFT" ? source.shift() : source.pop()) ?? "";
  addTo(db.open(to, "list"), item, put);
  db.dropIfEmpty(from);
  return item;
}

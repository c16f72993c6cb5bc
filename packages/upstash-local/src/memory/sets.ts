import type { Arguments } from "./arguments.js";
import { type CommandTable, command, type Handler, type MemoryReply } from "./command.js";
import { scanMembers } from "./keys.js";
import type { Keyspace } from "./keyspace.js";

const read = (db: Keyspace, key: string) => db.read(key, "set") ?? new Set<string>();

type Combine = (first: Set<string>, others: Set<string>[]) => string[];
const union: Combine = (first, others) => [...new Set([...first, ...others.flatMap((set) => [...set])])];
const intersect: Combine = (first, others) =>
  [...first].filter((member) => others.every((set) => set.has(member)));
const subtract: Combine = (first, others) =>
  [...first].filter((member) => !others.some((set) => set.has(member)));

export const sets: CommandTable = {
  sadd: command(-3, (db, args) => {
    const set = db.open(args.take(), "set");
    const sizeBefore = set.size;
    for (const member of args.takeRest()) set.add(member);
    return set.size - sizeBefore;
  }),
  srem: command(-3, (db, args) => remove(db, args.take(), args.takeRest())),
  smembers: command(2, (db, args) => [...read(db, args.take())]),
  sismember: command(3, (db, args) => (read(db, args.take()).has(args.take()) ? 1 : 0)),
  smismember: command(-3, (db, args) => {
    const set = read(db, args.take());
    return args.takeRest().map((member) => (set.has(member) ? 1 : 0));
  }),
  scard: command(2, (db, args) => read(db, args.take()).size),
  smove: command(4, moveMember),
  spop: command(-2, popMembers),
  srandmember: command(-2, randomMembers),
  sunion: command(-2, combine(union)),
  sinter: command(-2, combine(intersect)),
  sdiff: command(-2, combine(subtract)),
  sunionstore: command(-3, combineAndStore(union)),
  sinterstore: command(-3, combineAndStore(intersect)),
  sdiffstore: command(-3, combineAndStore(subtract)),
  sscan: command(-3, (db, args) => {
    const set = read(db, args.take());
    return ["0", scanMembers(args, set, (member) => member)];
  }),
};

function remove(db: Keyspace, key: string, members: string[]): number {
  const set = db.read(key, "set");
  if (!set) return 0;
  db.version++;
  const removed = members.filter((member) => set.delete(member)).length;
  db.dropIfEmpty(key);
  return removed;
}

function moveMember(db: Keyspace, args: Arguments): MemoryReply {
  const [from, to, member] = [args.take(), args.take(), args.take()];
  const source = db.read(from, "set");
  if (!source) return 0;
  read(db, to);
  if (!source.has(member)) return 0;
  remove(db, from, [member]);
  db.open(to, "set").add(member);
  return 1;
}

function popMembers(db: Keyspace, args: Arguments): MemoryReply {
  const key = args.take();
  const isList = args.remaining > 0;
  const count = isList ? args.takeCount() : 1;
  args.end();
  const popped = shuffled(read(db, key)).slice(0, count);
  remove(db, key, popped);
  return isList ? popped : (popped[0] ?? null);
}

/** A negative count may name a member more than once. */
function randomMembers(db: Keyspace, args: Arguments): MemoryReply {
  const members = [...read(db, args.take())];
  if (args.remaining === 0) return pick(members) ?? null;
  const count = args.takeInteger();
  args.end();
  if (count >= 0) return shuffled(members).slice(0, count);
  return members.length === 0 ? [] : Array.from({ length: -count }, () => pick(members) ?? "");
}

const pick = (members: string[]) => members[Math.floor(Math.random() * members.length)];

function shuffled(members: Iterable<string>): string[] {
  const ranked = Array.from(members, (member) => ({ member, rank: Math.random() }));
  return ranked.sort((left, right) => left.rank - right.rank).map(({ member }) => member);
}

function combine(how: Combine): Handler {
  return (db, args) => {
    const [first = new Set<string>(), ...others] = args.takeRest().map((key) => read(db, key));
    return how(first, others);
  };
}

function combineAndStore(how: Combine): Handler {
  return (db, args) => {
    const target = args.take();
    const [first = new Set<string>(), ...others] = args.takeRest().map((key) => read(db, key));
    const members = how(first, others);
    db.delete(target);
    if (members.length > 0) db.put(target, "set", new Set(members));
    return members.length;
  };
}

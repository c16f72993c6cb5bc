import { RedisError } from "../store.js";
import { type Arguments, sliceOf, syntaxError } from "./arguments.js";
import { type CommandTable, command, type MemoryReply } from "./command.js";
import type { Keyspace } from "./keyspace.js";
import { formatDouble, parseInt64 } from "./numbers.js";
import { lexRange, type Scored, scoreRange, withScores } from "./sorted-order.js";
import { removeMembers } from "./sorted-sets.js";

export const sortedRanges: CommandTable = {
  zrange: command(-4, (db, args) => range(db, args, {})),
  zrevrange: command(-4, (db, args) => range(db, args, { by: "INDEX", isReversed: true })),
  zrangebyscore: command(-4, (db, args) => range(db, args, { by: "SCORE", isReversed: false })),
  zrevrangebyscore: command(-4, (db, args) => range(db, args, { by: "SCORE", isReversed: true })),
  zrangebylex: command(-4, (db, args) => range(db, args, { by: "LEX", isReversed: false })),
  zrevrangebylex: command(-4, (db, args) => range(db, args, { by: "LEX", isReversed: true })),
  zcount: command(4, (db, args) => {
    const key = args.take();
    return select(db, key, args.take(), args.take(), "SCORE").length;
  }),
  zlexcount: command(4, (db, args) => {
    const key = args.take();
    return select(db, key, args.take(), args.take(), "LEX").length;
  }),
  zremrangebyscore: command(4, (db, args) => removeRange(db, args, "SCORE")),
  zremrangebylex: command(4, (db, args) => removeRange(db, args, "LEX")),
  zremrangebyrank: command(4, (db, args) => removeRange(db, args, "INDEX")),
};

type By = "INDEX" | "SCORE" | "LEX";
type Shape = {
  by: By;
  isReversed: boolean;
  isWithScores: boolean;
  offset: number;
  count: number;
  hasLimit: boolean;
};

function range(db: Keyspace, args: Arguments, fixed: { by?: By; isReversed?: boolean }): MemoryReply {
  const [key, first, second] = [args.take(), args.take(), args.take()];
  const shape = takeShape(args, fixed);
  // Only the reversed ranges by score or name are asked for with the higher bound first.
  const isSwapped = shape.isReversed && shape.by !== "INDEX";
  const [min, max] = isSwapped ? [second, first] : [first, second];
  const found = select(db, key, min, max, shape.by, shape.isReversed);
  const limited = shape.hasLimit && shape.by !== "INDEX" ? limit(found, shape) : found;
  return limited.flatMap(([member, score]) =>
    shape.isWithScores ? [member, formatDouble(score)] : [member],
  );
}

function takeShape(args: Arguments, fixed: { by?: By; isReversed?: boolean }): Shape {
  const shape: Shape = {
    by: "INDEX",
    isReversed: false,
    isWithScores: false,
    offset: 0,
    count: -1,
    hasLimit: false,
  };
  const isOpen = fixed.by === undefined;
  while (args.remaining > 0) {
    const word = args.takeWord();
    if (word === "WITHSCORES") shape.isWithScores = true;
    else if (word === "LIMIT")
      [shape.hasLimit, shape.offset, shape.count] = [true, args.takeInteger(), args.takeInteger()];
    else if (isOpen && word === "REV") shape.isReversed = true;
    else if (isOpen && word === "BYSCORE" && shape.by === "INDEX") shape.by = "SCORE";
    else if (isOpen && word === "BYLEX" && shape.by === "INDEX") shape.by = "LEX";
    else throw syntaxError();
  }
  return checked({ ...shape, ...fixed });
}

function checked(shape: Shape): Shape {
  if (shape.hasLimit && shape.count !== -1 && shape.by === "INDEX") {
    throw new RedisError(
      "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or BYLEX",
    );
  }
  if (shape.isWithScores && shape.by === "LEX") {
    throw new RedisError("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
  }
  return shape;
}

/** Bounds are checked before the key is read, as Redis does. */
function select(db: Keyspace, key: string, min: string, max: string, by: By, isReversed = false): Scored[] {
  if (by === "INDEX") {
    const [start, stop] = [Number(parseInt64(min)), Number(parseInt64(max))];
    return sliceOf(withScores(db.read(key, "zset"), isReversed), start, stop);
  }
  const isInside = by === "SCORE" ? scoreRange(min, max) : lexRange(min, max);
  return withScores(db.read(key, "zset"), isReversed).filter(isInside);
}

function limit(entries: Scored[], { offset, count }: Shape): Scored[] {
  if (offset < 0) return [];
  return entries.slice(offset, count < 0 ? undefined : offset + count);
}

function removeRange(db: Keyspace, args: Arguments, by: By): MemoryReply {
  const key = args.take();
  const doomed = select(db, key, args.take(), args.take(), by);
  const members = doomed.map(([member]) => member);
  return removeMembers(db, key, members);
}

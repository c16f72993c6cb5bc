import { createHash } from "node:crypto";
import { RedisError } from "../store.js";
import { type Arguments, syntaxError, wrongArity } from "./arguments.js";
import { type CommandTable, command, type MemoryReply, ok } from "./command.js";
import { LuaMachine } from "./lua.js";

/** EVAL and its family; `call` runs a command on behalf of a script. */
export function createScripting(call: (command: string[]) => MemoryReply): CommandTable {
  const sources = new Map<string, string>();
  let machine: LuaMachine | null = null;
  const open = () => {
    machine ??= new LuaMachine(call);
    return machine;
  };

  const load = (source: string): string => {
    open().compile(source);
    const sha = createHash("sha1").update(source, "latin1").digest("hex");
    sources.set(sha, source);
    return sha;
  };
  const evaluate = (args: Arguments): MemoryReply => {
    const source = args.take();
    load(source);
    return open().run(source, ...takeKeysAndValues(args));
  };
  const evaluateSha = (args: Arguments): MemoryReply => {
    const source = sources.get(args.take().toLowerCase());
    if (source === undefined) throw new RedisError("NOSCRIPT No matching script. Please use EVAL.");
    return open().run(source, ...takeKeysAndValues(args));
  };
  const manage = (args: Arguments): MemoryReply => {
    const word = args.takeWord();
    if (word === "LOAD" && args.remaining === 1) return load(args.take());
    if (word === "EXISTS" && args.remaining > 0)
      return args.takeRest().map((sha) => (sources.has(sha.toLowerCase()) ? 1 : 0));
    if (word !== "FLUSH")
      throw word === "LOAD" || word === "EXISTS" ? wrongArity(`script|${word.toLowerCase()}`) : syntaxError();
    sources.clear();
    machine = null;
    return ok;
  };

  return {
    eval: command(-3, (_, args) => evaluate(args)),
    eval_ro: command(-3, (_, args) => evaluate(args)),
    evalsha: command(-3, (_, args) => evaluateSha(args)),
    evalsha_ro: command(-3, (_, args) => evaluateSha(args)),
    script: command(-2, (_, args) => manage(args)),
  };
}

function takeKeysAndValues(args: Arguments): [string[], string[]] {
  const count = args.takeInteger();
  if (count > args.remaining) throw new RedisError("ERR Number of keys can't be greater than number of args");
  if (count < 0) throw new RedisError("ERR Number of keys can't be negative");
  const words = args.takeRest();
  return [words.slice(0, count), words.slice(count)];
}

import type { Reply } from "../store.js";
import type { Arguments } from "./arguments.js";
import type { Keyspace } from "./keyspace.js";

/** A word of the protocol, such as OK, which scripts see as a table and not as a string. */
export class Status {
  constructor(readonly text: string) {}
}
export const ok = new Status("OK");

export type MemoryReply = Reply | Status;
export type Handler = (db: Keyspace, args: Arguments) => MemoryReply;

/** As in Redis's own table: the number of words with the name, negative for "at least". */
export type CommandSpec = { arity: number; run: Handler };
export type CommandTable = Record<string, CommandSpec>;

export const command = (arity: number, run: Handler): CommandSpec => ({ arity, run });

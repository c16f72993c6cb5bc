import { refusal } from "../refused.js";
import { type Command, RedisError, type Reply, type Store } from "../store.js";
import { Arguments, wrongArity } from "./arguments.js";
import { type CommandSpec, type CommandTable, type MemoryReply, Status } from "./command.js";
import { connection } from "./connection.js";
import { expiry } from "./expiry.js";
import { hashes } from "./hashes.js";
import { keys } from "./keys.js";
import { Keyspace } from "./keyspace.js";
import { lists } from "./lists.js";
import { createScripting } from "./scripting.js";
import { sets } from "./sets.js";
import { load, save } from "./snapshot.js";
import { sortedRanges } from "./sorted-ranges.js";
import { sortedSets } from "./sorted-sets.js";
import { strings } from "./strings.js";

const savePauseMs = 1_000;

/** A Redis in this process, kept in `dataFile` between runs if one is named. */
export async function createMemoryStore(
  dataFile: string | undefined,
  log: (line: string) => void,
): Promise<Store> {
  const db = new Keyspace();
  if (dataFile) await load(db, dataFile, log);
  const execute = createExecutor(db);
  const saving = dataFile ? saveOnChange(db, dataFile, log) : null;

  return {
    run: async (commands) => commands.map((command) => toReply(attempt(() => execute(fromText(command))))),
    transact: async (commands) => {
      const prepared = commands.map(fromText);
      if (prepared.some((command) => refusal(command) || specFault(execute.table, command))) {
        throw new RedisError("EXECABORT Transaction discarded because of previous errors.");
      }
      return prepared.map((command) => toReply(attempt(() => execute(command))));
    },
    stop: async () => saving?.stop(),
  };
}

type Executor = ((command: Command) => MemoryReply) & { table: CommandTable };

function createExecutor(db: Keyspace): Executor {
  const table: CommandTable = Object.assign(
    Object.create(null),
    {
      ...connection,
      ...keys,
      ...expiry,
      ...strings,
      ...hashes,
      ...sets,
      ...sortedSets,
      ...sortedRanges,
      ...lists,
    },
    createScripting((command) => execute(command)),
  );
  const execute = (command: Command): MemoryReply => {
    const fault = refusal(command) ?? specFault(table, command);
    if (fault) throw fault;
    return table[command[0]?.toLowerCase() ?? ""]?.run(db, new Arguments(command)) ?? null;
  };
  return Object.assign(execute, { table });
}

function specFault(table: CommandTable, command: Command): RedisError | null {
  const [name = "", ...rest] = command;
  const spec: CommandSpec | undefined = table[name.toLowerCase()];
  if (!spec) return unknownCommand(name, rest);
  const isRight = spec.arity > 0 ? command.length === spec.arity : command.length >= -spec.arity;
  return isRight ? null : wrongArity(name.toLowerCase());
}

function unknownCommand(name: string, rest: string[]): RedisError {
  const shown = rest.map((argument) => `'${argument.slice(0, 128)}' `).join("");
  return new RedisError(`ERR unknown command '${name.slice(0, 128)}', with args beginning with: ${shown}`);
}

function attempt(run: () => MemoryReply): MemoryReply {
  try {
    return run();
  } catch (error) {
    if (error instanceof RedisError) return error;
    throw error;
  }
}

const toReply = (reply: MemoryReply): Reply => (reply instanceof Status ? reply.text : reply);

/** Inside, a string holds one byte per character: lengths, ranges and order then come out as in Redis. */
function fromText(command: Command): Command {
  return command.map((text) => (isAscii(text) ? text : Buffer.from(text, "utf8").toString("latin1")));
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function saveOnChange(db: Keyspace, file: string, log: (line: string) => void): { stop(): Promise<void> } {
  let savedVersion = db.version;
  const saveNow = async () => {
    if (db.version === savedVersion) return;
    savedVersion = db.version;
    await save(db, file).catch((error: Error) => log(`Redis data was not saved: ${error.message}`));
  };
  const timer = setInterval(() => void saveNow(), savePauseMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await saveNow();
    },
  };
}

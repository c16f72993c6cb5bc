import { parseArgs } from "node:util";
import type { CliCommand, Values } from "./commands/command";
import { closest, help, helpOf } from "./usage";

/** What was typed makes no sense; the message says where, and `usage` how it would. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly usage: string,
  ) {
    super(message);
  }
}

/** Finds the command that was meant and reads its values, or answers with the help that was asked for. */
export function parse(
  commands: CliCommand[],
  words: string[],
): { command: CliCommand; values: Values } | { help: string } {
  const [first, ...others] = words;
  const isAsking = first === "help" || words.some(isHelp);
  const meant = (first === "help" ? others : words).filter((word) => !isHelp(word));
  const command = commands.find(({ name }) => startsWith(meant, name.split(" ")));
  if (command && isAsking) return { help: helpOf(command) };
  if (command) return { command, values: valuesOf(command, meant.slice(command.name.split(" ").length)) };
  const topic = meant.filter((word) => !word.startsWith("-"));
  if (topic.length === 0 && (isAsking || words.length === 0)) return { help: help(commands) };
  return unknown(commands, topic, isAsking);
}

/** The first word alone names a group, whose commands are then shown; otherwise what comes nearest. */
function unknown(commands: CliCommand[], topic: string[], isAsking: boolean): { help: string } {
  const group = commands.filter(({ name }) => name.split(" ")[0] === topic[0]);
  const isGroup = group.length > 0 && topic.length === 1;
  if (isGroup && isAsking) return { help: help(group) };
  const message = isGroup ? `"${topic[0]}" needs a second word.` : complaint(commands, topic);
  throw new UsageError(message, help(group.length > 0 ? group : commands));
}

function complaint(commands: CliCommand[], topic: string[]): string {
  if (topic.length === 0) return "Name a command first.";
  const typed = topic.slice(0, 2).join(" ");
  const names = commands.map(({ name }) => name);
  const word = closest(
    topic[0] ?? "",
    names.flatMap((name) => name.split(" ")),
  );
  const meant = closest(typed, names) ?? names.find((name) => name.split(" ").some((one) => one === word));
  return `There is no command "${typed}".${meant ? ` Did you mean "${meant}"?` : ""}`;
}

function valuesOf(command: CliCommand, words: string[]): Values {
  const { name, positionals = [], options = {} } = command;
  const parsed = read(command, words);
  if (parsed.positionals.length !== positionals.length) {
    const wanted = positionals.map((one) => `<${one}>`).join(" ");
    throw new UsageError(`"${name}" takes ${wanted || "no words after it"}.`, helpOf(command));
  }
  const missing = Object.entries(options).find(([key, one]) => one.isRequired && !parsed.values[key]);
  if (missing) throw new UsageError(`"${name}" needs --${missing[0]}.`, helpOf(command));
  return {
    ...parsed.values,
    ...Object.fromEntries(positionals.map((key, at) => [key, parsed.positionals[at]])),
  };
}

function read(command: CliCommand, words: string[]) {
  const { name, options = {} } = command;
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    return { values: Object.fromEntries(Object.entries(values).filter(isSingle)), positionals };
  } catch (cause) {
    // Node's own sentence goes on about positional arguments that begin with a dash.
    const [said = ""] = (cause instanceof Error ? cause.message : String(cause)).split(/(?<=\.)\s|\n/);
    const word = /'--?([\w-]+)/.exec(said)?.[1] ?? "";
    const near = Object.hasOwn(options, word) ? undefined : closest(word, Object.keys(options));
    const reason = said.includes("ambiguous")
      ? `--${word} has no value. One that begins with a dash is written --${word}=-…`
      : said;
    throw new UsageError(`"${name}": ${reason}${near ? ` Did you mean --${near}?` : ""}`, helpOf(command));
  }
}

const isSingle = (entry: [string, unknown]): entry is [string, string | boolean] => !Array.isArray(entry[1]);
const startsWith = (words: string[], name: string[]) => name.every((word, at) => words[at] === word);
const isHelp = (word: string) => word === "--help" || word === "-h";

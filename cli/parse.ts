import { parseArgs } from "node:util";
import type { CliCommand, Values } from "./commands/command";

/** What was typed makes no sense; the message says where. */
export class UsageError extends Error {}

/** Finds the command that was meant and reads its values, or answers with the help that was asked for. */
export function parse(
  commands: CliCommand[],
  words: string[],
): { command: CliCommand; values: Values } | { help: string } {
  const command = commands.find(({ name }) => startsWith(words, name.split(" ")));
  if (command) {
    const rest = words.slice(command.name.split(" ").length);
    return rest.some(isHelp) ? { help: helpOf(command) } : { command, values: valuesOf(command, rest) };
  }
  const topic = words.find((word) => !word.startsWith("-"));
  if (!topic || topic === "help" || words.some(isHelp)) return { help: help(commands) };
  throw new UsageError(`There is no command "${words.slice(0, 2).join(" ")}".`);
}

/** Every command with its summary. */
export function help(commands: CliCommand[]): string {
  const lines = commands.map((command) => [usageOf(command), command.summary]);
  return [
    "Usage: npm run cli -- <command>",
    "",
    ...columns(lines),
    "",
    "Add --help to a command for its options.",
  ].join("\n");
}

function helpOf(command: CliCommand): string {
  const options = Object.entries(command.options ?? {}).map(([name, { type, describe, isRequired }]) => [
    `--${name}${type === "string" ? " <text>" : ""}`,
    `${describe}${isRequired ? " (required)" : ""}`,
  ]);
  const lines = [`Usage: npm run cli -- ${usageOf(command)}`, "", `  ${command.summary}`];
  return [...lines, ...(options.length > 0 ? ["", ...columns(options)] : [])].join("\n");
}

function valuesOf({ name, positionals = [], options = {} }: CliCommand, words: string[]): Values {
  const parsed = read(words, options);
  if (parsed.positionals.length !== positionals.length) {
    const wanted = positionals.map((one) => `<${one}>`).join(" ");
    throw new UsageError(`"${name}" takes ${wanted || "no words after it"}.`);
  }
  const missing = Object.entries(options).find(([key, one]) => one.isRequired && !parsed.values[key]);
  if (missing) throw new UsageError(`"${name}" needs --${missing[0]}.`);
  return {
    ...parsed.values,
    ...Object.fromEntries(positionals.map((key, at) => [key, parsed.positionals[at]])),
  };
}

function read(words: string[], options: NonNullable<CliCommand["options"]>) {
  try {
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    return { values: Object.fromEntries(Object.entries(values).filter(isSingle)), positionals };
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : String(cause));
  }
}

const isSingle = (entry: [string, unknown]): entry is [string, string | boolean] => !Array.isArray(entry[1]);

const usageOf = ({ name, positionals = [] }: CliCommand) =>
  [name, ...positionals.map((one) => `<${one}>`)].join(" ");

const startsWith = (words: string[], name: string[]) => name.every((word, at) => words[at] === word);
const isHelp = (word: string) => word === "--help" || word === "-h";

function columns(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) => `  ${first.padEnd(width)}  ${second}`);
}

import type { CliCommand } from "./commands/command";

/** Every command with its summary, or those of one group. */
export function help(commands: CliCommand[]): string {
  const lines = commands.map((command) => [signature(command), command.summary]);
  return [
    "Usage: npm run cli -- <command>",
    "",
    ...columns(lines),
    "",
    "Add --help to a command for its options.",
  ].join("\n");
}

/** One command: how it is called and what its options mean. */
export function helpOf(command: CliCommand): string {
  const options = Object.entries(command.options ?? {}).map(([name, { describe, isRequired, type }]) => [
    flag(name, type),
    `${describe}${isRequired ? " (required)" : ""}`,
  ]);
  const lines = [`Usage: npm run cli -- ${callOf(command)}`, "", `  ${command.summary}`];
  return [...lines, ...(options.length > 0 ? ["", ...columns(options)] : [])].join("\n");
}

/** What of `known` a misspelled word most likely meant, if anything comes near. */
export function closest(word: string, known: string[]): string | undefined {
  const near = known
    .map((one) => ({ one, distance: one.startsWith(word) ? 1 : distance(word, one) }))
    .filter(({ one, distance: edits }) => edits <= Math.max(1, Math.floor(one.length / 3)));
  return near.sort((left, right) => left.distance - right.distance)[0]?.one;
}

const signature = ({ name, positionals = [] }: CliCommand) =>
  [name, ...positionals.map((one) => `<${one}>`)].join(" ");

function callOf(command: CliCommand): string {
  const options = Object.entries(command.options ?? {});
  const required = options.filter(([, { isRequired }]) => isRequired);
  const rest = options.length > required.length ? ["[options]"] : [];
  return [signature(command), ...required.map(([name, { type }]) => flag(name, type)), ...rest].join(" ");
}

const flag = (name: string, type: string) => `--${name}${type === "string" ? " <text>" : ""}`;

function columns(rows: string[][]): string[] {
  const width = Math.max(...rows.map(([first = ""]) => first.length));
  return rows.map(([first = "", second = ""]) => `  ${first.padEnd(width)}  ${second}`);
}

/** Levenshtein's: letters to add, drop or change. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (const [i, letter] of [...left].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...right].entries())
      next.push(
        Math.min((row[j] ?? 0) + (letter === other ? 0 : 1), (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1),
      );
    row = next;
  }
  return row.at(-1) ?? 0;
}

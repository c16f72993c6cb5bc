import type { ParseArgsConfig } from "node:util";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** What was typed: positionals by their names, options by theirs. */
export type Values = Record<string, string | boolean | undefined>;

export interface CliCommand {
  /** One or two words: "tenant suspend". */
  name: string;
  summary: string;
  /** Names of what follows, all required. */
  positionals?: string[];
  options?: Record<string, Options[string] & { describe: string; isRequired?: boolean }>;
  run(values: Values): Promise<void>;
}

/** A value that the parser made sure is there. */
export function required(values: Values, name: string): string {
  const value = values[name];
  if (typeof value !== "string") throw new Error(`${name} is missing`);
  return value;
}

export function optional(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

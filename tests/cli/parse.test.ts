import { describe, expect, test } from "vitest";
import { commands } from "@/cli/commands";
import { parse, UsageError } from "@/cli/parse";

/** What the terminal would show for words that make no sense. */
function refusal(...words: string[]): UsageError {
  try {
    parse(commands, words);
  } catch (thrown) {
    if (thrown instanceof UsageError) return thrown;
  }
  throw new Error(`"${words.join(" ")}" was understood`);
}

function helpFor(...words: string[]): string {
  const parsed = parse(commands, words);
  if ("help" in parsed) return parsed.help;
  throw new Error(`"${words.join(" ")}" would have run`);
}

describe.each(commands.map((command) => [command.name, command] as const))("%s", (name, command) => {
  const words = name.split(" ");
  const slots = command.positionals ?? [];
  const usage = [`Usage: npm run cli -- ${name}`, ...slots.map((slot) => `<${slot}>`)].join(" ");

  test("says its own usage when words are missing, too many, or an option is unknown", () => {
    expect(refusal(...words, ...slots, "surplus").usage).toContain(usage);
    expect(refusal(...words, ...slots, "--unheard-of").usage).toContain(usage);
    if (slots.length > 0) expect(refusal(...words).usage).toContain(usage);
  });

  test("names the option it cannot do without", () => {
    const needed = Object.entries(command.options ?? {}).filter(([, { isRequired }]) => isRequired);
    if (needed.length === 0) return expect(parse(commands, [...words, ...slots])).toHaveProperty("command");
    const refused = refusal(...words, ...slots);
    expect(refused.message).toBe(`"${name}" needs --${needed[0]?.[0]}.`);
    expect(refused.usage).toContain(usage);
  });

  test("is explained by --help, -h and help", () => {
    for (const asked of [
      [...words, "--help"],
      [...words, ...slots, "-h"],
      ["help", ...words],
    ])
      expect(helpFor(...asked)).toContain(usage);
  });
});

describe("a word that is no command", () => {
  test.each([
    ["tenant suspnd", "tenant suspend"],
    ["suspend", "tenant suspend"],
    ["migrat", "migrate"],
    ["tenat list", "tenant list"],
    ["billing dead-leters", "billing dead-letters"],
  ])("%s: suggests %s", (typed, meant) => {
    expect(refusal(...typed.split(" ")).message).toBe(
      `There is no command "${typed}". Did you mean "${meant}"?`,
    );
  });

  test("that is like none gets every command instead of a guess", () => {
    const { message, usage } = refusal("zzzzzzz");
    expect(message).toBe('There is no command "zzzzzzz".');
    for (const { name } of commands) expect(usage).toContain(`  ${name}`);
  });

  test("but a group shows that group", () => {
    expect(refusal("tenant")).toMatchObject({ message: '"tenant" needs a second word.' });
    for (const shown of [refusal("tenant").usage, helpFor("tenant", "--help")]) {
      expect(shown).toContain("tenant suspend <slug>");
      expect(shown).not.toContain("billing");
    }
  });
});

test("a misspelled option is told from the one that was meant", () => {
  expect(refusal("tenant", "list", "--serch", "x").message).toContain("Did you mean --search?");
});

test("a value that begins with a dash is asked for as it can be understood", () => {
  const words = ["override", "set", "acme", "seats", "--reason", "Agreed"];
  expect(refusal(...words, "--value", "-5").message).toBe(
    '"override set": --value has no value. One that begins with a dash is written --value=-…',
  );
  expect(parse(commands, [...words, "--value=-5"])).toMatchObject({ values: { value: "-5" } });
});

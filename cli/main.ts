import { existsSync } from "node:fs";
import { disconnect } from "@/db/client";
import { AppError } from "@/lib/core/errors";
import { flushRefusals } from "@/lib/core/refusals";
import { speak } from "@/lib/platform/translate";
import { commands } from "./commands";
import { parse, UsageError } from "./parse";

/** The terminal's door: 0 when it was done, 1 when it was refused or failed, 2 when it was not understood. */
async function main(words: string[]): Promise<number> {
  try {
    const parsed = parse(commands, words);
    if ("help" in parsed) {
      console.log(parsed.help);
      return 0;
    }
    loadEnvFiles();
    await parsed.command.run(parsed.values);
    return 0;
  } catch (thrown) {
    console.error(explain(thrown));
    return thrown instanceof UsageError ? 2 : 1;
  } finally {
    await flushRefusals();
    await disconnect();
  }
}

function explain(thrown: unknown): string {
  if (thrown instanceof UsageError) return `${thrown.message}\n\n${thrown.usage}`;
  if (thrown instanceof AppError) return [...complaints(thrown)].join("\n") || speak("en", thrown.message);
  if (!(thrown instanceof Error)) return String(thrown);
  const cause = thrown.cause instanceof Error ? `: ${thrown.cause.message}` : "";
  return `${thrown.message}${cause}`;
}

/** "reason: Say why, in at least 3 characters." The general sentence speaks of a form. */
function* complaints({ fields = {} }: AppError): Generator<string> {
  for (const [name, messages] of Object.entries(fields))
    for (const one of messages) yield `${name}: ${speak("en", one)}`;
}

/** What is set already stays; the nearer file wins, as in Next. Last comes what a running `npm run dev` wrote down. */
function loadEnvFiles(): void {
  for (const file of [".env.local", ".env", ".local/env"]) if (existsSync(file)) process.loadEnvFile(file);
}

main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

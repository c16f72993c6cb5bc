import path from "node:path";
import { parseArgs } from "node:util";

export const usage = `Usage: npm run dev -- [options]

  --port <number>  3000 unless said otherwise; the services take ports above it
  --folder <path>  where data is kept between starts: .local unless said otherwise
  --reset          start afresh: drop everything earlier starts kept
  --build          serve a production build instead of the development server`;

export interface StartOptions {
  port: number;
  folder: string;
  isReset: boolean;
  isBuild: boolean;
}

/** What was typed after `npm run dev --`; "help" when that was asked for. Throws when it makes no sense. */
export function readOptions(words: string[]): StartOptions | "help" {
  const values = read(words);
  if (values.help) return "help";
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Error(`--port takes a number from 1 to 65535, not ${values.port}`);
  const { reset: isReset, build: isBuild } = values;
  return { port, folder: path.resolve(values.folder), isReset, isBuild };
}

function read(words: string[]) {
  try {
    return parseArgs({
      args: words,
      options: {
        reset: { type: "boolean", default: false },
        build: { type: "boolean", default: false },
        port: { type: "string", default: "3000" },
        folder: { type: "string", default: ".local" },
        help: { type: "boolean", short: "h", default: false },
      },
    }).values;
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : cause}\n\n${usage}`);
  }
}

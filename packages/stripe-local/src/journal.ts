import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Change, Journal } from "./store.js";

/** One line of JSON per committed request. The constructor of `Store` rewrites it, so it holds no history. */
export function fileJournal(path: string): Journal {
  mkdirSync(dirname(path), { recursive: true });
  return {
    *read() {
      if (!existsSync(path)) return;
      for (const line of readFileSync(path, "utf8").split("\n")) yield* parseLine(line);
    },
    append: (changes) => appendFileSync(path, `${JSON.stringify(changes)}\n`),
    rewrite(changes) {
      writeFileSync(`${path}.new`, changes.map((change) => `${JSON.stringify([change])}\n`).join(""));
      renameSync(`${path}.new`, path);
    },
  };
}

/** A process killed while writing leaves half a line; that request was never answered. */
function parseLine(line: string): Change[] {
  if (line === "") return [];
  try {
    return JSON.parse(line);
  } catch {
    return [];
  }
}

import pino from "pino";
import { vi } from "vitest";
import { log } from "@/lib/platform/log";

/** Everything the process logs while `work` runs, as the text that reaches its output. */
export async function logged(work: () => unknown): Promise<string> {
  const lines: string[] = [];
  const stream: { write(line: string): void } = Reflect.get(log(), pino.symbols.streamSym);
  const writing = vi.spyOn(stream, "write").mockImplementation((line) => void lines.push(line));
  const { level } = log();
  log().level = "debug";
  try {
    await work();
  } finally {
    log().level = level;
    writing.mockRestore();
  }
  return lines.join("");
}

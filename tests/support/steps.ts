import pg from "pg";
import { vi } from "vitest";
import { flushRefusals } from "@/lib/core/refusals";

let tell: ((step: string) => void) | undefined;

/** `work`, told to whoever is recording; for `vi.mock`, which has to stand in the test's own file. */
export const told =
  <A extends unknown[], R>(name: string, work: (...all: A) => R) =>
  (...all: A): R => {
    tell?.(name);
    return work(...all);
  };

/** What some work does that takes time or leaves traces: its statements, the jobs it queues, the hashes it makes. */
export async function stepsOf(work: () => Promise<unknown>): Promise<string[]> {
  await flushRefusals();
  const steps: string[] = [];
  tell = (step) => steps.push(step);
  const query = pg.Client.prototype.query;
  const spy = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...all: unknown[]
  ) {
    steps.push(described(all));
    return Reflect.apply(query, this, all);
  });
  try {
    await work();
    // What a refusal leaves behind is written after the answer, and must not tell more than the answer does.
    await flushRefusals();
  } finally {
    spy.mockRestore();
    tell = undefined;
  }
  return steps;
}

/** The text of a statement; of a queued job its name as well. */
function described([config, values]: unknown[]): string {
  const text = typeof config === "string" ? config : textOf(config);
  const job = text.includes("jobs.add_") && Array.isArray(values) ? ` ${values[0]}` : "";
  return text.replace(/\s+/g, " ").trim() + job;
}

const textOf = (config: unknown): string =>
  typeof config === "object" && config !== null && "text" in config ? String(config.text) : "";

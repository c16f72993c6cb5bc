import { invalid } from "./errors.js";
import type { Parser } from "./params.js";
import type { Sandbox } from "./sandbox.js";

export interface Route {
  method: string;
  parts: string[];
  /** Names of the parameters it takes. */
  accepts: string[];
  parse: (input: unknown) => unknown;
  run: (sandbox: Sandbox, input: unknown, ids: string[]) => unknown;
}

/** One endpoint: `"POST /v1/customers/:id"`, what it accepts, and what it answers. */
export function route<T>(
  pattern: string,
  input: Parser<T>,
  run: (sandbox: Sandbox, input: T, ...ids: string[]) => unknown,
): Route {
  const [method = "", path = ""] = pattern.split(" ");
  return {
    method,
    parts: path.split("/"),
    accepts: input.keys ?? [],
    parse: (given) => input(given, ""),
    run: (sandbox, parsed, ids) => run(sandbox, asParsed<T>(parsed), ...ids),
  };
}

export function findRoute(
  routes: Route[],
  method: string,
  path: string,
): { route: Route; ids: string[] } | null {
  const parts = path.split("/").map(decoded);
  for (const candidate of routes) {
    if (candidate.method !== method || candidate.parts.length !== parts.length) continue;
    const ids: string[] = [];
    const isMatch = candidate.parts.every((part, index) => {
      const given = parts[index] ?? "";
      if (!part.startsWith(":")) return part === given;
      return ids.push(given) > 0;
    });
    if (isMatch) return { route: candidate, ids };
  }
  return null;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw invalid("The path is not well encoded.");
  }
}

/** `run` is only ever called with what `parse` of the same route returned. */
function asParsed<T>(parsed: unknown): T {
  return parsed as T;
}

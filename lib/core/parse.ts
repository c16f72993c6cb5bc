import type { z } from "zod";
import { said } from "@/lib/platform/said";
import { findUnstorable } from "@/lib/platform/storable";
import { AppError } from "./errors";
import { plainWords } from "./plain-words";

/** Parses input at the door. Throws `invalid` with a message per field, also for a text that no column could keep. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input, { error: plainWords });
  if (!result.success) throw invalid(result.error.issues);
  const path = findUnstorable(result.data);
  if (path) throw invalid([{ path, message: said("common.damagedCharacter") }]);
  return result.data;
}

function invalid(issues: { path: PropertyKey[]; message: string; code?: string }[]): AppError {
  const fields: Record<string, string[]> = {};
  for (const issue of issues) {
    const field = issue.path.join(".") || "form";
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  const { length: count } = Object.keys(fields);
  return new AppError("invalid", said("common.invalidFields", { count }), {
    fields,
    // No form of ours asks for them: somebody has written the request by hand.
    trace: issues.some(({ code }) => code === "unrecognized_keys") ? "input" : undefined,
  });
}

import type { z } from "zod";
import { AppError } from "./errors";

/** Parses input at the door. Throws `invalid` with a message per field. */
export function parseInput<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const fields: Record<string, string[]> = {};
  for (const issue of result.error.issues) {
    const field = issue.path.join(".") || "form";
    fields[field] = [...(fields[field] ?? []), issue.message];
  }
  const count = Object.keys(fields).length;
  throw new AppError(
    "invalid",
    count > 1 ? "Please check the highlighted fields." : "Please check the highlighted field.",
    {
      fields,
    },
  );
}

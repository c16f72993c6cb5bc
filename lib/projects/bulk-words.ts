import type { BulkOutcome } from "@/lib/core/bulk";
import { AppError } from "@/lib/core/errors";
import { said } from "@/lib/platform/said";

/** How many were changed and, line by line, which were not and why. */
export const notAllChanged = (outcome: BulkOutcome): AppError =>
  new AppError(
    "conflict",
    [
      said("project.refused.notAll", { count: outcome.ok ? outcome.done.length : 0 }),
      ...outcome.refused.map(({ name, message }) =>
        said("project.refused.because", { name, reason: { said: message } }),
      ),
    ].join("\n"),
  );

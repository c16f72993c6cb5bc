import { AppError } from "@/lib/core/errors";
import { constraintOf } from "@/lib/platform/database-failure";
import { said } from "@/lib/platform/said";

export const nameTaken = (name: string) =>
  new AppError("conflict", said("common.invalidFields", { count: 1 }), {
    fields: { name: [said("project.refused.nameTaken", { name })] },
  });

/** The name as it is typed, and the name as it is seen. */
const keys = new Set(["projects_name_key", "projects_seen_name_key"]);

/** Whether the database refused a name because another project has it. Asking before would leave a gap for a second writer. */
export const isNameTaken = (thrown: unknown): boolean => keys.has(constraintOf(thrown) ?? "");

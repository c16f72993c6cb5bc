import { and, eq } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import { command } from "@/lib/core/command";
import { AppError, notFound } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { isNameTaken, nameTaken } from "./name-taken";
import { renameProjectInput } from "./schema";
import { requireWithinLimit } from "./within-limit";

/**
 * Changes a project's name and description. Throws `conflict` when somebody else changed it since the page was drawn, and
 * `limit_exceeded` where it is one more than the plan includes.
 */
export const renameProject = command({
  name: "project.rename",
  permission: "projects:write",
  input: renameProjectInput,
  async run({ db, context, emit }, { id, version, name, description }) {
    const mine = and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id));
    const [before] = await db.select().from(projects).where(mine).for("update");
    if (!before) throw notFound("project");
    await requireWithinLimit(db, context.tenant.id, before);
    if (before.version !== version) throw changedMeanwhile();
    const [project] = await db
      .update(projects)
      .set({ name, description, version: version + 1, updatedAt: clock.now() })
      .where(mine)
      .returning()
      .catch((thrown: unknown) => {
        throw isNameTaken(thrown) ? nameTaken(name) : thrown;
      });
    const isRenamed = before.name !== name;
    await emit(
      isRenamed ? "project.renamed" : "project.updated",
      { id, label: name },
      isRenamed ? { before: before.name } : {},
    );
    return project ?? before;
  },
});

const changedMeanwhile = () =>
  new AppError("conflict", "Somebody changed this project meanwhile. Reload to see it; your text is kept.");

import { and, eq } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import { AppError, notFound } from "@/lib/core/errors";
import { historyOf } from "@/lib/core/history";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { tidyLine } from "@/lib/platform/characters";
import { clock } from "@/lib/platform/clock";
import { nameKey } from "@/lib/platform/name-key";
import { said } from "@/lib/platform/said";
import { isNameTaken, nameTaken } from "./name-taken";
import { project, projectExample, renameProjectInput } from "./schema";

/**
 * Changes a project's name and description. Throws `conflict` when somebody else changed it since the page was drawn, and
 * `limit_exceeded` where it is one more than the plan includes.
 */
export const renameProject = command({
  name: "project.rename",
  summary: "Change a project's name and description",
  permission: "projects:write",
  input: renameProjectInput,
  output: project,
  emits: ["project.renamed", "project.updated"],
  within: withinPlan("projects"),
  rest: "PATCH /projects/{id}",
  example: { ...projectExample, version: 1, name: "Website relaunch 2027" },
  async run({ db, context, emit }, { id, version, name, description }) {
    const mine = and(eq(projects.tenantId, context.tenant.id), eq(projects.id, id));
    const [before] = await db.select().from(projects).where(mine).for("update");
    if (!before) throw notFound("project");
    if (before.version !== version) {
      const [latest] = await historyOf(db, context.tenant.id, id);
      throw changedMeanwhile(before, latest?.actorLabel ?? "");
    }
    // A name from before the rules stays as it is while nobody changes it, even where another now counts as the same.
    const isRenamed = tidyLine(before.name) !== name;
    const renamed = isRenamed ? { name, nameKey: nameKey(name) } : {};
    const [changed] = await db
      .update(projects)
      .set({ ...renamed, description, version: version + 1, updatedAt: clock.now() })
      .where(mine)
      .returning()
      .catch((thrown: unknown) => {
        throw isNameTaken(thrown) ? nameTaken(name) : thrown;
      });
    await emit(
      isRenamed ? "project.renamed" : "project.updated",
      { id, label: name },
      isRenamed ? { before: before.name } : {},
    );
    return changed ?? before;
  },
});

/** Says by whom, and how it stands now: the page still shows how it was. */
function changedMeanwhile({ name, description }: { name: string; description: string }, actor: string) {
  const excerpt = description.replace(/\s+/g, " ").slice(0, 80);
  const message = description
    ? said("project.refused.changedMeanwhile", { actor, name, description: excerpt })
    : said("project.refused.renamedMeanwhile", { actor, name });
  return new AppError("conflict", message, { isOvertaken: true });
}

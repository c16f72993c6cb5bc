import { projects } from "@/db/schema/tenant";
import { command } from "@/lib/core/command";
import { newId } from "@/lib/platform/id";
import { projectLimit } from "./limit";
import { nameTaken } from "./name-taken";
import { createProjectInput } from "./schema";

/** Creates a project. Throws `limit_exceeded` at the plan's cap and `conflict` when the name is taken. */
export const createProject = command({
  name: "project.create",
  permission: "projects:write",
  limit: projectLimit,
  input: createProjectInput,
  async run({ db, context, actor, emit }, input) {
    const [project] = await db
      .insert(projects)
      .values({ tenantId: context.tenant.id, id: newId("project"), createdBy: actor.id ?? "", ...input })
      .onConflictDoNothing()
      .returning();
    if (!project) throw nameTaken(input.name);
    await emit("project.created", { id: project.id, label: project.name });
    return project;
  },
});

import { projects } from "@/db/schema/tenant";
import { command } from "@/lib/core/operation";
import { newId } from "@/lib/platform/id";
import { nameKey } from "@/lib/platform/name-key";
import { projectLimit } from "./limit";
import { nameTaken } from "./name-taken";
import { createProjectInput, project } from "./schema";

/** Creates a project. Throws `limit_exceeded` at the plan's cap and `conflict` when the name is taken. */
export const createProject = command({
  name: "project.create",
  summary: "Create a project",
  permission: "projects:write",
  input: createProjectInput,
  output: project,
  emits: ["project.created"],
  limit: projectLimit,
  rest: "POST /projects",
  example: { name: "Website relaunch", description: "New look, same address." },
  async run({ db, context, actor, emit }, input) {
    const [row] = await db
      .insert(projects)
      .values({
        tenantId: context.tenant.id,
        id: newId("prj"),
        createdBy: actor.id ?? "",
        ...input,
        nameKey: nameKey(input.name),
      })
      .onConflictDoNothing()
      .returning();
    if (!row) throw nameTaken(input.name);
    await emit("project.created", { id: row.id, label: row.name });
    return row;
  },
});

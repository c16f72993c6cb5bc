import { createProject } from "@/lib/projects/create-project";
import { type Case, managers, readers, writers } from "../isolation/case";
import type { TestWorkspace } from "../support/world";

export const cases: Record<string, Case> = {
  "project.create": { may: writers },
  "project.rename": { may: writers },
  "project.archive": { may: writers },
  "project.restore": { may: writers },
  "project.delete": { may: managers },
  // Of several each is answered for itself, so that one of nobody's among one's own is no refusal of all.
  "project.change_many": { may: writers, otherTenant: "nothing" },
  "project.export": { may: readers, otherTenant: "nothing" },
  "project.get": { may: readers },
  "project.list": { may: readers },
  "project.count": { may: readers },
  "project.browse": { may: readers },
  "project.overview": { may: readers },
  "project.suggest": { may: readers },
  "project.history": { may: readers, otherTenant: "nothing" },
};

export const turnsBack: Record<string, string> = {
  "tenant.projects.archived_at": "a project is taken out of the archive again",
};

export async function fixture({ owner }: TestWorkspace, marker: string): Promise<Record<string, string>> {
  const { id } = await owner.run(createProject, { name: `${marker} project`, description: marker });
  return { prj: id };
}

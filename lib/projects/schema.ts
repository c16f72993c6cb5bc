import { z } from "zod";
import { lineOf, paragraphsOf, wordsOf } from "@/lib/platform/display-name";
import { exampleId } from "@/lib/platform/id";
import { instant } from "@/lib/platform/instant";
import { said } from "@/lib/platform/said";
import { longestDescription, longestName, projectStatuses } from "./values";

const name = lineOf({ most: longestName, missing: said("project.refused.enterName") });
const description = paragraphsOf({ most: longestDescription });

export const projectId = z.string().regex(/^prj_[0-9a-z]{26}$/, said("project.refused.noProject"));
/** The version a form was drawn from. */
const version = z.int().positive();

export const createProjectInput = z.strictObject({ name, description: description.default("") });

export const renameProjectInput = z.strictObject({
  id: projectId,
  version,
  name,
  /** Left out, it stays as it is. */
  description: description.optional(),
});

export const projectReference = z.strictObject({ id: projectId });
export const projectExample = { id: exampleId("prj") };

/** A project as it leaves. */
export const project = z.object({
  id: projectId,
  name: z.string(),
  description: z.string(),
  status: z.enum(projectStatuses),
  version: z.int(),
  createdAt: instant,
  updatedAt: instant,
});

/** By whom it was created; the name is null for somebody who has left. */
const createdBy = z.object({ createdBy: z.string(), createdByName: z.string().nullable() });

/** One that a plan may have put out of reach of changes. */
export const listedProject = project.extend({ isReadOnly: z.boolean(), ...createdBy.shape });

export const projectCounts = z.object({ active: z.int(), archived: z.int() });

export const projectSearch = wordsOf({ most: longestName });

export const suggestProjectsInput = z.strictObject({ search: projectSearch });

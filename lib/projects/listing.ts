import { sql } from "drizzle-orm";
import { z } from "zod";
import { projects } from "@/db/schema/tenant";
import { listing } from "@/lib/core/listing";
import { projectSearch } from "./schema";
import { pageSize, projectStatuses } from "./values";

/** The name as the database folds it: JavaScript folds some letters differently, and a cursor must not. */
export const foldedName = sql<string>`lower(${projects.name})`;

/** How projects are listed. */
export const projectListing = listing({
  filters: {
    search: projectSearch.optional(),
    status: z.enum([...projectStatuses, "all"]).default("active"),
  },
  sorts: {
    updatedAt: { key: projects.updatedAt, type: "instant", isDescending: true },
    createdAt: { key: projects.createdAt, type: "instant", isDescending: true },
    name: { key: foldedName, type: "text" },
    status: { key: projects.status, type: "text" },
  },
  defaultSort: "updatedAt",
  id: projects.id,
  pageSize,
});

export const listProjectsInput = projectListing.input;
export type ListProjectsInput = z.input<typeof listProjectsInput>;

import { z } from "zod";
import { longestDescription, longestName, projectSorts, projectStatuses } from "./values";

/** A text on one line. Postgres refuses U+0000, and no other control character belongs there either. */
const line = z.string({ error: "Enter a name." }).transform((value) =>
  value
    .normalize("NFC")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim(),
);

const name = line.pipe(
  z.string().min(1, "Enter a name.").max(longestName, `Use at most ${longestName} characters.`),
);

const description = z
  .string()
  .transform((value) => value.replaceAll("\0", "").replaceAll("\r\n", "\n").trim())
  .pipe(z.string().max(longestDescription, `Use at most ${longestDescription} characters.`));

export const projectId = z.string().regex(/^prj_[0-9a-z]{26}$/, "That is not a project.");
/** The version a form was drawn from. */
const version = z.coerce.number().int().positive();

export const createProjectInput = z.strictObject({ name, description: description.default("") });

export const renameProjectInput = z.strictObject({
  id: projectId,
  version,
  name,
  /** Left out, it stays as it is. */
  description: description.optional(),
});

export const projectReference = z.strictObject({ id: projectId });

const search = line.pipe(z.string().max(longestName));

export const listProjectsInput = z.strictObject({
  search: search.optional(),
  status: z
    .enum([...projectStatuses, "all"])
    .catch("active")
    .default("active"),
  sort: z.enum(projectSorts).catch("recent").default("recent"),
  /** Where the page before this one ended. */
  cursor: z.string().max(600).optional(),
  /** Where the page after this one begins: the way back. */
  before: z.string().max(600).optional(),
});
export type ListProjectsInput = z.input<typeof listProjectsInput>;

export const suggestProjectsInput = z.strictObject({ search });

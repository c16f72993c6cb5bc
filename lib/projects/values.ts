/** What a project can be and how long its texts may get; without zod, so that a browser can have it too. */
export const projectStatuses = ["active", "archived"] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

/** How the list of them can be sorted. */
export const projectSorts = ["updatedAt", "createdAt", "name", "status"] as const;
export type ProjectSort = (typeof projectSorts)[number];

export const pageSize = 25;
export const longestName = 80;
export const longestDescription = 500;

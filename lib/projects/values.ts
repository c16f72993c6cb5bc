/** What a project can be and how long its texts may get; without zod, so that a browser can have it too. */
export const projectStatuses = ["active", "archived"] as const;
export type ProjectStatus = (typeof projectStatuses)[number];

export const projectSorts = ["recent", "oldest", "name"] as const;
export type ProjectSort = (typeof projectSorts)[number];

export const pageSize = 25;
export const longestName = 80;
export const longestDescription = 500;

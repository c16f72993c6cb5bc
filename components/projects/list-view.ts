import type { ProjectSort, ProjectStatus } from "@/lib/projects/values";

/** How the list is looked at, as its address says. */
export interface ListView {
  search: string;
  status: ProjectStatus | "all";
  sort: ProjectSort;
  /** Left out, it is the sort's own. */
  order?: "asc" | "desc";
}

/** What each sort is called: the word of its column, or its own where it has none. */
export const sortLabels = {
  updatedAt: "changed",
  createdAt: "newestFirst",
  name: "name",
  status: "status",
} as const satisfies Record<ProjectSort, string>;

/** Whether the list runs from the last to the first. */
export const isDescending = ({ sort, order }: ListView): boolean =>
  order ? order === "desc" : sort === "updatedAt" || sort === "createdAt";

type Place = { cursor?: string; before?: string };

/** The address of a view of the list, or of its file; what is the default is left out. */
export function listHref(
  { search, status, sort, order }: ListView,
  place: Place = {},
  path = "/projects",
): string {
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(status !== "active" && { status }),
    ...(sort !== "updatedAt" && { sort }),
    ...(order && { order }),
    ...place,
  });
  return `${path}${query.size > 0 ? `?${query}` : ""}`;
}

import type { ProjectSort, ProjectStatus } from "@/lib/projects/values";

/** How the list is looked at, as its address says. */
export interface ListView {
  search: string;
  status: ProjectStatus | "all";
  sort: ProjectSort;
}

export const sortLabels: Record<ProjectSort, string> = {
  updatedAt: "Last changed",
  createdAt: "Newest first",
  name: "Name",
  status: "Status",
};

export const statusLabels: Record<ListView["status"], string> = {
  active: "Active",
  archived: "Archived",
  all: "All",
};

/** The address of a view of the list; what is the default is left out. */
export function listHref(
  { search, status, sort }: ListView,
  place: { cursor?: string; before?: string } = {},
): string {
  const query = new URLSearchParams({
    ...(search && { search }),
    ...(status !== "active" && { status }),
    ...(sort !== "updatedAt" && { sort }),
    ...place,
  });
  return `/projects${query.size > 0 ? `?${query}` : ""}`;
}

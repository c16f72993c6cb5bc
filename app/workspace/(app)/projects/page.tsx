import type { Metadata } from "next";
import { PlanFull } from "@/components/billing/plan-full";
import { ProjectsView } from "@/components/projects/projects-view";
import { momentOf } from "@/components/ui/moment";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import { browseProjects, type ListedRow } from "@/lib/projects/overview";
import { listProjectsInput } from "@/lib/projects/listing";

export const metadata: Metadata = { title: "Projects" };

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const { cursor, before, search = "", ...rest } = lenient(listProjectsInput, await searchParams);
  const view = { ...rest, search };
  const [context, page] = await Promise.all([viewer(), read(browseProjects, { ...view, cursor, before })]);
  const { items, counts, allowance, previousCursor, nextCursor } = page;
  const billingHref = can(context.role, "billing:read") ? "/settings/billing" : null;
  return (
    <ProjectsView
      view={view}
      projects={items.map(listed)}
      counts={counts}
      previousCursor={previousCursor}
      nextCursor={nextCursor}
      canWrite={mayChange(context, "projects:write")}
      canDelete={mayChange(context, "projects:delete")}
      planFull={allowance.isExhausted ? <PlanFull allowance={allowance} billingHref={billingHref} /> : null}
    />
  );
}

const teaserLength = 90;

/** The few fields a row shows, as text: a row is drawn in the browser too, which must not count days anew. */
function listed({ id, name, description, status, version, updatedAt, isReadOnly }: ListedRow) {
  return {
    id,
    name,
    teaser: description.slice(0, teaserLength),
    isArchived: status === "archived",
    isReadOnly,
    version,
    changed: momentOf(updatedAt),
  };
}

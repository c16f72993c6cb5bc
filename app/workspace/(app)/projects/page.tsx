import { PlanFull } from "@/components/billing/plan-full";
import { ProjectsView } from "@/components/projects/projects-view";
import { momentOf } from "@/components/ui/moment";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { currentFormats, getTranslations, titled } from "@/lib/entry/language";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import type { Formats } from "@/lib/platform/formats";
import { listProjectsInput } from "@/lib/projects/listing";
import { browseProjects, type ListedRow } from "@/lib/projects/overview";

export const generateMetadata = titled("projects.title");

export default async function ProjectsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const asked = lenient(listProjectsInput, await searchParams);
  const { search = "", status, sort, order } = asked;
  const view = { search, status, sort, order };
  const [context, page] = await Promise.all([viewer(), read(browseProjects, asked)]);
  const { items, counts, allowance, previousCursor, nextCursor } = page;
  const t = await getTranslations("projects");
  const billingHref = can(context.role, "billing:read") ? "/settings/billing" : null;
  return (
    <ProjectsView
      view={view}
      projects={items.map(listed(await currentFormats(), t("formerMember")))}
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

const teaserOf = (description: string): string =>
  description.length > teaserLength ? `${description.slice(0, teaserLength).trimEnd()}…` : description;

/** The few fields a row shows, as text: a row is drawn in the browser too, which must not count days anew. */
const listed = (formats: Formats, formerMember: string) => (row: ListedRow) => {
  const { id, name, description, status, version, updatedAt, isReadOnly, createdByName } = row;
  return {
    id,
    name,
    teaser: teaserOf(description),
    isArchived: status === "archived",
    isReadOnly,
    version,
    createdBy: createdByName ?? formerMember,
    changed: momentOf(updatedAt, formats),
  };
};

import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { ProjectFacts } from "@/components/projects/project-facts";
import { PageBody } from "@/components/shell/page-body";
import { StatusBadge } from "@/components/ui/badge";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { momentOf } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { mayChange } from "@/lib/core/access";
import { read, viewer } from "@/lib/entry/page";
import { getProject } from "@/lib/projects/queries";
import { ArchiveCard } from "./archive-card";
import { DeleteCard } from "./delete-card";
import { EditCard } from "./edit-card";
import { HistoryCard, HistorySkeleton } from "./history-card";

type ProjectPageProps = { params: Promise<{ id: string }> };

/** Asked for by the title and by the page, read once. */
const projectOf = cache((id: string) => read(getProject, { id }));

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  return { title: (await projectOf((await params).id)).name };
}

export default async function ProjectPage({ params }: ProjectPageProps) {
  const project = await projectOf((await params).id);
  const context = await viewer();
  const { id, name, description, version, status, createdAt, createdByName, updatedAt, isReadOnly } = project;
  const isArchived = status === "archived";
  const canWrite = mayChange(context, "projects:write");
  return (
    <PageBody>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: "Projects", href: "/projects" }, { label: name }]} />}
        title={<bdi>{name}</bdi>}
        actions={
          <StatusBadge variant={isArchived || isReadOnly ? "default" : "success"}>
            {isArchived ? "Archived" : isReadOnly ? "Read-only" : "Active"}
          </StatusBadge>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid gap-6">
          <EditCard
            project={{ id, name, description, version }}
            canWrite={canWrite}
            isReadOnly={isReadOnly}
          />
          {canWrite ? <ArchiveCard id={id} isArchived={isArchived} /> : null}
          {mayChange(context, "projects:delete") ? <DeleteCard id={id} name={name} /> : null}
        </div>
        <div className="grid gap-6">
          <ProjectFacts
            createdBy={createdByName ?? "A former member"}
            created={momentOf(createdAt)}
            changed={momentOf(updatedAt)}
          />
          <Suspense fallback={<HistorySkeleton />}>
            <HistoryCard id={id} />
          </Suspense>
        </div>
      </div>
    </PageBody>
  );
}

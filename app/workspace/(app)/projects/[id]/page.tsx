import type { Metadata } from "next";
import { cache, Suspense } from "react";
import { ProjectFacts } from "@/components/projects/project-facts";
import { PageBody } from "@/components/shell/page-body";
import { StatusBadge } from "@/components/ui/badge";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { momentOf } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { mayChange } from "@/lib/core/access";
import { currentFormats, getTranslations } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { getProject } from "@/lib/projects/queries";
import { Description } from "./description";
import { EditName } from "./edit-name";
import { HistoryCard, HistorySkeleton } from "./history-card";
import { Menu } from "./menu";

type ProjectPageProps = { params: Promise<{ id: string }> };

/** Asked for by the title and by the page, read once. */
const projectOf = cache((id: string) => read(getProject, { id }));

export async function generateMetadata({ params }: ProjectPageProps): Promise<Metadata> {
  return { title: (await projectOf((await params).id)).name };
}

export default async function ProjectPage({ params }: ProjectPageProps) {
  const project = await projectOf((await params).id);
  const [context, formats, t] = await Promise.all([viewer(), currentFormats(), getTranslations("projects")]);
  const { id, name, description, version, status, createdAt, createdByName, updatedAt, isReadOnly } = project;
  const isArchived = status === "archived";
  const canWrite = mayChange(context, "projects:write");
  const canDelete = mayChange(context, "projects:delete");
  const edited = { project: { id, name, description, version }, canEdit: canWrite && !isReadOnly };
  return (
    <PageBody>
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: t("title"), href: "/projects" }, { label: name }]} />}
        title={<bdi>{name}</bdi>}
        edit={edited.canEdit ? <EditName project={edited.project} /> : null}
        actions={
          <>
            <StatusBadge variant={isArchived || isReadOnly ? "default" : "success"}>
              {t(isArchived ? "archived" : isReadOnly ? "readOnly" : "active")}
            </StatusBadge>
            {canWrite ? <Menu project={{ id, name }} isArchived={isArchived} canDelete={canDelete} /> : null}
          </>
        }
      />
      <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="grid grid-cols-1 gap-6">
          <Description {...edited} isReadOnly={isReadOnly} />
          <Suspense fallback={<HistorySkeleton />}>
            <HistoryCard id={id} />
          </Suspense>
        </div>
        <ProjectFacts
          createdBy={createdByName ?? t("formerMember")}
          created={momentOf(createdAt, formats)}
          changed={momentOf(updatedAt, formats)}
        />
      </div>
    </PageBody>
  );
}

import { PlanFull } from "@/components/billing/plan-full";
import { ProjectFields } from "@/components/projects/project-fields";
import { PageBody } from "@/components/shell/page-body";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { getAllowance } from "@/lib/entitlements/allowance";
import { getTranslations, titled } from "@/lib/entry/language";
import { lead } from "@/lib/entry/lead";
import { read, viewer } from "@/lib/entry/page";
import { createProjectAction } from "@/lib/projects/actions";

export const generateMetadata = titled("projects.new");

export default async function NewProjectPage() {
  const allowance = await read(getAllowance, { feature: "projects" });
  const context = await viewer();
  const t = await getTranslations("projects");
  const here = await getTranslations("project");
  const list = "/projects";
  // The list says why the workspace is read-only, and what to do about it.
  if (!mayChange(context, "projects:write")) return lead(list);
  return (
    <PageBody width="narrow">
      <PageHeader
        breadcrumb={<Breadcrumbs items={[{ label: t("title"), href: list }, { label: t("new") }]} />}
        title={t("new")}
        description={here("everybodySees")}
      />
      {allowance.isExhausted ? (
        <PlanFull
          allowance={allowance}
          billingHref={can(context.role, "billing:read") ? "/settings/billing" : null}
        />
      ) : (
        <Card>
          <CardContent>
            <ActionForm action={createProjectAction}>
              <ProjectFields />
              <div className="flex flex-wrap gap-2">
                <SubmitButton>{here("create")}</SubmitButton>
                <Button asChild variant="ghost">
                  <Link href={list}>{here("cancel")}</Link>
                </Button>
              </div>
            </ActionForm>
          </CardContent>
        </Card>
      )}
    </PageBody>
  );
}

import { RegionForm } from "@/components/language/region-form";
import { LeaveCard } from "@/components/members/leave-card";
import { TransferCard } from "@/components/members/transfer-card";
import { PictureCard } from "@/components/pictures/picture-card";
import { AddressCard } from "@/components/tenancy/address-card";
import { NameCard } from "@/components/tenancy/name-card";
import { SignUpCard } from "@/components/tenancy/sign-up-card";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { site } from "@/env";
import { mayChange } from "@/lib/core/access";
import { getTranslations, titled } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { listMemberNames } from "@/lib/members/queries";
import { removeLogoAction, setLogoAction, updateWorkspaceRegionAction } from "@/lib/tenancy/actions";
import { workspaceUrl } from "@/lib/tenancy/host";
import { getSettings } from "@/lib/tenancy/queries";

export const generateMetadata = titled("tenancy.page.title");

export default async function GeneralPage() {
  const context = await viewer();
  const { membershipId, tenant } = context;
  const mayTransfer = mayChange(context, "ownership:transfer");
  const [settings, names] = await Promise.all([
    read(getSettings, {}),
    mayTransfer ? read(listMemberNames, {}) : [],
  ]);
  const t = await getTranslations("region");
  const page = await getTranslations("tenancy.page");
  const { name, slug, language, timeZone, signUpPolicy, signUpDomains, signUpRole, isolation } = settings;
  const canUpdate = mayChange(context, "workspace:update");
  return (
    <>
      <PageHeader title={page("heading")} description={page("description")} />
      <div className="grid gap-6">
        <NameCard name={name} address={addressOf(slug)} isolation={isolation} canUpdate={canUpdate} />
        {canUpdate ? (
          <PictureCard
            of="workspace"
            name={name}
            picture={tenant.picture}
            set={setLogoAction}
            remove={removeLogoAction}
          />
        ) : null}
        {mayChange(context, "address:update") ? <AddressCard slug={slug} address={addressOf(slug)} /> : null}
        {canUpdate ? (
          <Card>
            <CardHeader>
              <CardTitle>{t("title")}</CardTitle>
              <CardDescription>{t("forMembers")}</CardDescription>
            </CardHeader>
            <CardContent>
              <RegionForm
                region={{ language, timeZone }}
                of="workspace"
                action={updateWorkspaceRegionAction}
              />
            </CardContent>
          </Card>
        ) : null}
        <SignUpCard
          policy={signUpPolicy}
          domains={signUpDomains}
          role={signUpRole}
          signUpUrl={workspaceUrl(site(), slug, "/sign-up")}
          canUpdate={canUpdate}
        />
        {mayTransfer ? (
          <TransferCard
            workspaceName={name}
            members={names.filter(({ id }) => id !== membershipId).map(candidate)}
          />
        ) : null}
        <LeaveCard workspaceName={name} />
      </div>
    </>
  );
}

const addressOf = (slug: string) => workspaceUrl(site(), slug).replace(/^https?:\/\/|\/$/g, "");

const candidate = ({ id, name, email }: { id: string; name: string; email: string }) => ({ id, name, email });

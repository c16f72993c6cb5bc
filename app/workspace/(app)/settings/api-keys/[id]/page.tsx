import { KeyFacts } from "@/components/api-keys/key-facts";
import { stateColors } from "@/components/api-keys/key-table";
import { KeyUsage } from "@/components/api-keys/key-usage";
import { NewSecret } from "@/components/api-keys/new-secret";
import { StatusBadge } from "@/components/ui/badge";
import { CardSection } from "@/components/ui/card-section";
import { DangerCard } from "@/components/ui/danger-card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { FormSelect } from "@/components/ui/form-field";
import { PageHeader } from "@/components/ui/page-header";
import { revokeApiKeyAction, rotateApiKeyAction } from "@/lib/api-keys/actions";
import { getApiKey, getApiKeyUsage } from "@/lib/api-keys/queries";
import { overlaps } from "@/lib/api-keys/values";
import { mayChange } from "@/lib/core/access";
import { can } from "@/lib/core/permissions";
import { currentFormats, getTranslations, titled } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { newSecretView } from "../new-secret-view";
import { stateOf } from "../state-of";

export const generateMetadata = titled("apiKeys.page.title");

export default async function ApiKeyPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [key, usage] = await Promise.all([read(getApiKey, { id }), read(getApiKeyUsage, { id })]);
  const [context, t, formats, secretView] = await Promise.all([
    viewer(),
    getTranslations("apiKeys"),
    currentFormats(),
    newSecretView(),
  ]);
  const state = stateOf(key);
  const moments = [key.createdAt, key.lastUsedAt, key.expiresAt].map((at) => at && formats.exact(at));
  const [created, lastUsed, expires] = moments;
  return (
    <>
      <PageHeader
        title={key.name}
        description={key.hint}
        actions={<StatusBadge variant={stateColors[state]}>{t(`state.${state}`)}</StatusBadge>}
      />
      <div className="grid grid-cols-1 gap-6">
        <KeyUsage {...usage} />
        <KeyFacts apiKey={key} created={created} lastUsed={lastUsed} expires={expires} />
        {!key.revokedAt && mayChange(context, "api-keys:manage") ? (
          <CardSection title={t("rotate.title")} description={t("rotate.description")}>
            <ActionForm action={rotateApiKeyAction}>
              <NewSecret {...secretView} />
              <input type="hidden" name="id" value={id} />
              <FormSelect name="overlapHours" label={t("rotate.overlap")} defaultValue="24">
                {overlaps.map((hours) => (
                  <option key={hours} value={hours}>
                    {t("rotate.hours", { hours })}
                  </option>
                ))}
              </FormSelect>
              <SubmitButton variant="outline">{t("rotate.submit")}</SubmitButton>
            </ActionForm>
          </CardSection>
        ) : null}
        {!key.revokedAt && can(context.role, "api-keys:manage") ? (
          <DangerCard
            id="revoke-api-key"
            title={t("revoke.title")}
            description={t("revoke.description")}
            label={t("revoke.title")}
            name={key.name}
            action={revokeApiKeyAction}
          >
            <input type="hidden" name="id" value={id} />
          </DangerCard>
        ) : null}
      </div>
    </>
  );
}

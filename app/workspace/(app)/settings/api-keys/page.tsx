import { KeyFields } from "@/components/api-keys/key-fields";
import { KeyTable } from "@/components/api-keys/key-table";
import { NewSecret } from "@/components/api-keys/new-secret";
import { CardSection } from "@/components/ui/card-section";
import { EmptyState } from "@/components/ui/empty-state";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { momentOf } from "@/components/ui/moment";
import { PageHeader } from "@/components/ui/page-header";
import { createApiKeyAction } from "@/lib/api-keys/actions";
import { listApiKeys } from "@/lib/api-keys/queries";
import { mayChange } from "@/lib/core/access";
import { currentFormats, getTranslations, titled } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { newSecretView } from "./new-secret-view";
import { stateOf } from "./state-of";

export const generateMetadata = titled("apiKeys.page.title");

export default async function ApiKeysPage() {
  const [context, keys] = await Promise.all([viewer(), read(listApiKeys, {})]);
  const [t, formats, secretView] = await Promise.all([
    getTranslations("apiKeys"),
    currentFormats(),
    newSecretView(),
  ]);
  const listed = keys.map(({ id, name, hint, role, lastUsedAt, ...key }) => ({
    ...{ id, name, hint, role },
    state: stateOf(key),
    lastUsed: lastUsedAt && momentOf(lastUsedAt, formats),
  }));
  return (
    <>
      <PageHeader title={t("page.title")} description={t("page.description")} />
      <div className="grid grid-cols-1 gap-6">
        {listed.length > 0 ? (
          <KeyTable keys={listed} />
        ) : (
          <EmptyState title={t("page.empty")} description={t("page.emptyHint")} />
        )}
        {mayChange(context, "api-keys:manage") ? (
          <CardSection title={t("fields.create")} description={t("fields.createHint")}>
            <ActionForm action={createApiKeyAction} isResetOnSuccess>
              <NewSecret {...secretView} />
              <KeyFields />
              <SubmitButton>{t("fields.create")}</SubmitButton>
            </ActionForm>
          </CardSection>
        ) : null}
      </div>
    </>
  );
}

import { CardSection } from "@/components/ui/card-section";
import { EmptyState } from "@/components/ui/empty-state";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { PageHeader } from "@/components/ui/page-header";
import { EndpointFields } from "@/components/webhooks/endpoint-fields";
import { EndpointTable } from "@/components/webhooks/endpoint-table";
import { ShownSecret } from "@/components/webhooks/shown-secret";
import { mayChange } from "@/lib/core/access";
import { getTranslations, titled } from "@/lib/entry/language";
import { read, viewer } from "@/lib/entry/page";
import { createEndpointAction } from "@/lib/webhooks/actions";
import { listEndpoints } from "@/lib/webhooks/queries";
import { offeredTypes } from "./offered-types";

export const generateMetadata = titled("webhooks.page.title");

export default async function WebhooksPage() {
  const [context, endpoints] = await Promise.all([viewer(), read(listEndpoints, {})]);
  const t = await getTranslations("webhooks.page");
  const fields = await getTranslations("webhooks.fields");
  const secret = await getTranslations("webhooks.secret");
  return (
    <>
      <PageHeader title={t("title")} description={t("description")} />
      <div className="grid grid-cols-1 gap-6">
        {endpoints.length > 0 ? (
          <EndpointTable endpoints={endpoints} />
        ) : (
          <EmptyState title={t("empty")} description={t("emptyHint")} />
        )}
        {mayChange(context, "webhooks:manage") ? (
          <CardSection title={fields("add")} description={fields("addHint")}>
            <ActionForm action={createEndpointAction} isResetOnSuccess>
              <EndpointFields offered={offeredTypes} />
              <SubmitButton>{fields("add")}</SubmitButton>
              <ShownSecret
                label={secret("title")}
                hint={secret("keep")}
                copy={secret("copy")}
                copied={secret("copied")}
              />
            </ActionForm>
          </CardSection>
        ) : null}
      </div>
    </>
  );
}

import { z } from "zod";
import { ActionButton } from "@/components/ui/action-button";
import { Alert } from "@/components/ui/alert";
import { StatusBadge } from "@/components/ui/badge";
import { CardSection } from "@/components/ui/card-section";
import { DangerCard } from "@/components/ui/danger-card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { PageHeader } from "@/components/ui/page-header";
import { DeliveryFigures } from "@/components/webhooks/delivery-figures";
import { EndpointFields } from "@/components/webhooks/endpoint-fields";
import { statusColors } from "@/components/webhooks/endpoint-table";
import { SecretForm } from "@/components/webhooks/secret-form";
import { StateFilter } from "@/components/webhooks/state-filter";
import { TestAnswer } from "@/components/webhooks/test-answer";
import { VerifySample } from "@/components/webhooks/verify-sample";
import { mayChange } from "@/lib/core/access";
import { currentFormats, getTranslations, titled } from "@/lib/entry/language";
import { lenient, type SearchParams } from "@/lib/entry/lenient";
import { read, viewer } from "@/lib/entry/page";
import * as actions from "@/lib/webhooks/actions";
import { listDeliveriesInput } from "@/lib/webhooks/listing";
import { getEndpoint } from "@/lib/webhooks/queries";
import { deliveryId } from "@/lib/webhooks/schema";
import { offeredTypes } from "../offered-types";
import { Attempts } from "./attempts";
import { Deliveries } from "./deliveries";

export const generateMetadata = titled("webhooks.page.title");

const opened = z.object({ delivery: deliveryId.optional() });

type EndpointPageProps = { params: Promise<{ id: string }>; searchParams: Promise<SearchParams> };

export default async function EndpointPage({ params, searchParams }: EndpointPageProps) {
  const { id } = await params;
  const { url, types, description, status, reason, deliveries } = await read(getEndpoint, { id });
  const query = await searchParams;
  const { delivery } = lenient(opened, query);
  const asked = lenient(listDeliveriesInput, { ...query, id });
  const [t, formats] = await Promise.all([getTranslations("webhooks"), currentFormats()]);
  const context = await viewer();
  const canManage = mayChange(context, "webhooks:manage");
  const host = new URL(url).host;
  return (
    <>
      <PageHeader
        title={host}
        description={url}
        actions={<StatusBadge variant={statusColors[status]}>{t(`status.${status}`)}</StatusBadge>}
      />
      <div className="grid grid-cols-1 gap-6">
        {reason ? <Alert variant="warning">{t(`reason.${reason}`)}</Alert> : null}
        {canManage ? (
          <div className="flex flex-wrap gap-2">
            <ActionForm
              action={actions.testEndpointAction}
              className="grid gap-2 has-[[data-slot=alert]]:basis-full"
            >
              <input type="hidden" name="id" value={id} />
              <SubmitButton size="sm">{t("test.send")}</SubmitButton>
              <TestAnswer unanswered={t("test.unanswered")} />
            </ActionForm>
            <ActionButton action={actions.replayFailedAction} fields={{ id }} variant="outline">
              {t("deeds.replayFailed")}
            </ActionButton>
            {status === "active" ? (
              <ActionButton action={actions.pauseEndpointAction} fields={{ id }} variant="outline">
                {t("deeds.pause")}
              </ActionButton>
            ) : (
              <ActionButton action={actions.resumeEndpointAction} fields={{ id }} variant="outline">
                {t("deeds.resume")}
              </ActionButton>
            )}
          </div>
        ) : null}
        <DeliveryFigures deliveries={deliveries} formats={formats} />
        {delivery ? <Attempts id={id} deliveryId={delivery} /> : null}
        <div>
          <StateFilter path={`/settings/webhooks/${id}`} current={asked.status} />
          <Deliveries {...asked} />
        </div>
        <VerifySample />
        {canManage ? (
          <>
            <CardSection title={t("secret.title")} description={t("secret.description")}>
              <div className="grid gap-4">
                <SecretForm id={id} action={actions.revealSecretAction}>
                  {t("secret.reveal")}
                </SecretForm>
                <SecretForm id={id} action={actions.rotateSecretAction}>
                  {t("secret.rotate")}
                </SecretForm>
              </div>
            </CardSection>
            <CardSection title={t("fields.edit")} description={t("fields.editHint")}>
              <ActionForm action={actions.editEndpointAction}>
                <input type="hidden" name="id" value={id} />
                <EndpointFields offered={offeredTypes} endpoint={{ url, types, description }} />
                <SubmitButton>{t("fields.save")}</SubmitButton>
              </ActionForm>
            </CardSection>
            <DangerCard
              id="delete-endpoint"
              title={t("deeds.delete")}
              description={t("deeds.deleteHint")}
              label={t("deeds.delete")}
              name={host}
              action={actions.deleteEndpointAction}
            >
              <input type="hidden" name="id" value={id} />
            </DangerCard>
          </>
        ) : null}
      </div>
    </>
  );
}

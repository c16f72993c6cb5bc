import type { Metadata } from "next";
import { ChangeForm } from "@/components/billing/change-form";
import { ChangePreviewCard } from "@/components/billing/change-preview";
import { Alert } from "@/components/ui/alert";
import { Breadcrumbs } from "@/components/ui/breadcrumbs";
import { Button } from "@/components/ui/button";
import { Card, CardContent } from "@/components/ui/card";
import { PlainLink } from "@/components/ui/link";
import { PageHeader } from "@/components/ui/page-header";
import { getChangeBasis } from "@/lib/billing/changes/get-change-basis";
import { type ChangePreview, previewChange } from "@/lib/billing/changes/preview-change";
import { seatsOf } from "@/lib/billing/changes/terms";
import { runCommand, runQuery } from "@/lib/core/run";
import { fromText } from "@/lib/entry/from-text";
import type { SearchParams } from "@/lib/entry/lenient";
import { attempt } from "@/lib/entry/page";
import { type ChangeView, changeHref, changeViewOf } from "./change-view-of";

export const metadata: Metadata = { title: "Change plan" };

export default async function ChangePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const view = changeViewOf(await searchParams);
  const billingHref = "/settings/billing";
  const { plan, interval } = view;
  const basis = await attempt((context) => runQuery(getChangeBasis, context, { plan, interval }));
  const isChosen = Object.values(view).some((value) => value !== undefined);
  const preview =
    basis.ok && isChosen
      ? await attempt((context) =>
          runCommand(previewChange, context, fromText(previewChange.input, Object.entries(view))),
        )
      : null;
  const href = `${billingHref}/change`;
  return (
    <>
      <PageHeader
        breadcrumb={
          <Breadcrumbs items={[{ label: "Billing", href: billingHref }, { label: "Change plan" }]} />
        }
        title="Change plan"
        description="Choose, see what it costs to the cent, then confirm. Nothing is charged before that."
      />
      {basis.ok ? (
        <div className="grid gap-6">
          <Card aria-label="What to change to">
            <CardContent>
              <ChangeForm
                href={href}
                from={basis.value.from}
                to={basis.value.to}
                currency={basis.value.currency}
                seats={view.seats ?? String(seatsOf(basis.value.to))}
                occupiedSeats={basis.value.occupied}
                errors={preview && !preview.ok ? preview.fields : {}}
              />
            </CardContent>
          </Card>
          <div aria-live="polite">
            {preview?.ok ? (
              // Another choice begins anew: a refusal of the one before would stand beside it otherwise.
              <ChangePreviewCard
                key={changeHref(href, view)}
                preview={preview.value}
                otherDay={otherDayOf(href, view, preview.value)}
              />
            ) : null}
            {preview && !preview.ok ? <Alert variant="warning">{preview.message}</Alert> : null}
          </div>
        </div>
      ) : (
        <Alert
          variant="warning"
          action={
            <Button asChild size="sm" variant="outline">
              <PlainLink href={billingHref}>Back to billing</PlainLink>
            </Button>
          }
        >
          {basis.message}
        </Alert>
      )}
    </>
  );
}

/** The same choice on the other day, where there is a choice of days. */
function otherDayOf(href: string, view: ChangeView, { effectiveMode }: ChangePreview): string | null {
  if (effectiveMode !== "now" && effectiveMode !== "period_end") return null;
  return changeHref(href, { ...view, when: effectiveMode === "now" ? "period_end" : "now" });
}

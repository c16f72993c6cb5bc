import { CardNotice } from "@/components/billing/card-notice";
import { ChangeNotices } from "@/components/billing/change-notices";
import { DisputeNotice } from "@/components/billing/dispute-notice";
import { Notice, type NoticesProps } from "@/components/billing/notice";
import { PausedNotice } from "@/components/billing/paused-notice";
import { TaxNotice } from "@/components/billing/tax-notice";
import { TrialNotice } from "@/components/billing/trial-notice";
import { UnpaidNotice } from "@/components/billing/unpaid-notice";
import { Alert } from "@/components/ui/alert";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";

/** What has to be known before anything else on the page; the most urgent first. */
export function BillingNotices({ hasChanged, ...props }: NoticesProps & { hasChanged: boolean }) {
  const { billing } = props;
  return (
    <>
      {hasChanged ? (
        <Alert variant="success" role="status" title={`${plans[billing.planId].name} is in force`}>
          The new limits apply from this moment, for everybody in the workspace.
        </Alert>
      ) : null}
      <UnpaidNotice {...props} />
      <PausedNotice {...props} />
      <ChangeNotices {...props} />
      <TrialNotice {...props} />
      <TaxNotice {...props} />
      <CardNotice {...props} />
      <DisputeNotice billing={billing} />
      <HolidayNotice billing={billing} />
      <ModeNotice mode={billing.mode} />
    </>
  );
}

function HolidayNotice({ billing: { subscription } }: Pick<NoticesProps, "billing">) {
  if (!subscription?.isCollectionPaused) return null;
  const { collectionResumesAt } = subscription;
  const until = collectionResumesAt ? ` until ${formatDay(collectionResumesAt)}` : " for now";
  return (
    <Notice title={`Payments are on hold${until}`}>Everything keeps working and nothing is charged.</Notice>
  );
}

function ModeNotice({ mode }: { mode: NoticesProps["billing"]["mode"] }) {
  if (mode === "live") return null;
  if (mode === "off") {
    return (
      <Alert title="Billing is not set up on this installation">
        Plans cannot be bought here yet. Whoever runs it can connect a payment provider.
      </Alert>
    );
  }
  return (
    <Alert title="Test mode: no real money moves">
      Pay with the card 4242 4242 4242 4242, any future date and any three digits.
    </Alert>
  );
}

import { CostTable } from "@/components/billing/cost-table";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardDescription, CardFooter, CardHeader, CardTitle } from "@/components/ui/card";
import { ActionForm, SubmitButton } from "@/components/ui/form";
import { Link } from "@/components/ui/link";
import { applyChangeAction } from "@/lib/billing/actions";
import type { ChangePreview } from "@/lib/billing/changes/preview-change";
import { termsInWords } from "@/lib/billing/terms-words";
import { defaultCurrency, findCurrency } from "@/lib/entitlements/currencies";
import { perInterval } from "@/lib/entitlements/interval-words";
import { beyondInWords, featureWords } from "@/lib/entitlements/plan-words";
import { plans } from "@/lib/entitlements/plans";
import { formatDay } from "@/lib/platform/date";
import { formatMoney, formatPrice } from "@/lib/platform/money";
import { amountWords } from "@/lib/usage/usage-words";

type PreviewProps = {
  preview: ChangePreview;
  /** The same change on the other day: today, or when the paid period ends. Null where there is no choice. */
  otherDay: string | null;
};

/** What a change costs and when, as the invoice will say it, and the button that agrees to it. */
export function ChangePreviewCard({ preview, otherDay }: PreviewProps) {
  const { to, token, lines, effectiveMode } = preview;
  return (
    <Card aria-labelledby="preview">
      <CardHeader>
        <CardTitle id="preview">{termsInWords(to)}</CardTitle>
        <CardDescription>{whenInWords(preview)}</CardDescription>
      </CardHeader>
      <CardContent className="grid gap-5">
        <Consequences preview={preview} />
        {lines.length > 0 ? <CostTable preview={preview} /> : null}
        {preview.isCountedAtConfirming ? (
          <p className="text-muted-foreground text-sm">
            Your credit is counted to the second you confirm, so what is due may rise a little until then.
          </p>
        ) : null}
        <p className="text-sm">{thenInWords(preview)}</p>
      </CardContent>
      <CardFooter>
        <ActionForm action={applyChangeAction} className="grid gap-3">
          <input type="hidden" name="token" value={token} />
          <SubmitButton>{verbOf(preview)}</SubmitButton>
        </ActionForm>
        {otherDay ? (
          <Link
            href={otherDay}
            replace
            scroll={false}
            className="font-medium text-brand underline-offset-4 hover:underline touch:py-3"
          >
            {effectiveMode === "period_end"
              ? "Change today instead"
              : "Change when the paid period ends instead"}
          </Link>
        ) : null}
      </CardFooter>
    </Card>
  );
}

function Consequences({ preview }: Pick<PreviewProps, "preview">) {
  const { to, replaces, beyond, endsStayingDiscount } = preview;
  const calls = allowanceInWords(preview);
  if (!replaces && !calls && !endsStayingDiscount && beyond.length === 0) return null;
  return (
    <div className="grid gap-2">
      {beyond.map(({ feature, total, limit }) => (
        <Alert key={feature} variant="warning">
          {beyondInWords(featureWords[feature], { planName: plans[to.plan].name, total, limit })}
        </Alert>
      ))}
      {calls ? <Alert>{calls}</Alert> : null}
      {endsStayingDiscount ? (
        <Alert variant="warning">
          Your discount for staying is for monthly payments, so it ends when this change takes effect. The
          price of {perInterval[to.interval]} below is without it.
        </Alert>
      ) : null}
      {replaces ? (
        <Alert>This takes the place of the scheduled change to {termsInWords(replaces)}.</Alert>
      ) : null}
    </div>
  );
}

/** Nothing where the plan begins with all that it includes. */
function allowanceInWords({ allowance, to, currency }: ChangePreview): string | null {
  if (!allowance || allowance.carried === 0) return null;
  const { name, apiOverage } = plans[to.plan];
  const [included, carried, left] = [allowance.included, allowance.carried, allowance.left].map(callsInWords);
  if (allowance.left > 0)
    return `Of the ${included} API calls a month that ${name} includes, ${left} are left to begin with: ${carried} were used before the change.`;
  const price = apiOverage?.[findCurrency(currency) ?? defaultCurrency];
  const then = price ? ` Each 1,000 more cost ${formatPrice(price, currency)}.` : "";
  return `The ${included} API calls that ${name} includes a month are used up to begin with: they were used before the change.${then}`;
}

const callsInWords = (calls: number): string => amountWords("apiCalls", Math.floor(calls));

function whenInWords({ effectiveMode, effectiveAt, from }: ChangePreview): string {
  switch (effectiveMode) {
    case "now":
      return "Takes effect at once.";
    case "credited":
      return "Takes effect at once. The unused rest is taken off the next invoice.";
    case "free":
      return "Takes effect at once. The trial goes on, and costs nothing.";
    case "period_end":
      return `Takes effect ${effectiveAt ? `on ${formatDay(effectiveAt)}` : "when the paid period ends"}. Until then ${plans[from.plan].name} stays as it is, and nothing is due today.`;
  }
}

function thenInWords({ renewal, isRenewalDiscounted, nextInvoice, ...preview }: ChangePreview): string {
  const { to, currency, hasTax, balance } = preview;
  const price = `${formatMoney(renewal.amount, currency)} ${perInterval[to.interval]}`;
  const discounted = isRenewalDiscounted ? ", as long as the discount lasts" : "";
  const then = `Then ${price} from ${formatDay(renewal.date)}${hasTax ? "" : ", before tax"}${discounted}.`;
  if (balance > 0) return `${then} The credit is used up first.`;
  return nextInvoice ? `${nextInWords(nextInvoice, currency)} ${then}` : then;
}

function nextInWords({ date, amount }: { date: Date; amount: number }, currency: string): string {
  return amount < 0
    ? `The next invoice, on ${formatDay(date)}, leaves a credit of ${formatMoney(-amount, currency)} for those after it.`
    : `The next invoice, on ${formatDay(date)}, comes to ${formatMoney(amount, currency)}.`;
}

function verbOf({ effectiveMode, dueNow, currency, from, to }: ChangePreview): string {
  if (effectiveMode === "period_end") return "Schedule the change";
  if (dueNow > 0) return `Confirm and pay ${formatMoney(dueNow, currency)}`;
  return from.plan === to.plan ? "Confirm the change" : `Change to ${plans[to.plan].name}`;
}

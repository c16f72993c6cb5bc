import { z } from "zod";
import { type TenantDb, withTenant } from "@/db/tenant";
import { allowance, foretellAllowance } from "@/lib/billing/metered/foretell-allowance";
import { tellUsageBeforeChange } from "@/lib/billing/metered/meter-workspace";
import { previewChangeInput } from "@/lib/billing/schema";
import { money, terms } from "@/lib/billing/shapes";
import { isTaxOn } from "@/lib/billing/stripe/automatic-tax";
import { type Preview, previewUpdate } from "@/lib/billing/stripe/changes";
import { lacksAddress } from "@/lib/billing/stripe/payment";
import { readStanding, type Standing } from "@/lib/billing/stripe/standing";
import { isEnded } from "@/lib/billing/sync/access";
import { syncNow } from "@/lib/billing/sync/sync";
import { invalidField } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { entitlementOf, limitOf } from "@/lib/entitlements/entitlement";
import { rowFeatures } from "@/lib/entitlements/features";
import { countReadOnly } from "@/lib/entitlements/within-plan";
import { instant } from "@/lib/platform/instant";
import { changeCost, costOf } from "./change-cost";
import { sealAgreement } from "./change-token";
import { fingerprintOf } from "./fingerprint";
import { type ChangeBasis, readBasis, refuseImpossible } from "./get-change-basis";
import { planUpdate, type UpdatePlan } from "./plan-update";
import { readPriceBook } from "./price-book";
import { promotionCodeIdOf, refuseCode } from "./redeem-promotion";
import { addressNeeded, first, openInvoice, refuseUnlessSettled } from "./rules";
import { type EffectiveMode, effectiveMode, effectiveModeOf } from "./terms";

const datedAmount = z.object({ date: instant, amount: money });

/** What a change does and costs, to the cent, as Stripe works it out. Amounts in minor units of `currency`. */
const changePreview = changeCost.extend({
  /** Applies exactly this; good for ten minutes. */
  token: z.string(),
  from: terms,
  to: terms,
  effectiveMode,
  currency: z.string(),
  /** Null: at once. */
  effectiveAt: instant.nullable(),
  /** What a period costs from then on, and when the next one begins. */
  renewal: datedAmount,
  /** Whether a discount is taken off that, which may end later. */
  isRenewalDiscounted: z.boolean(),
  /** Where a credit waits for it: the next invoice, which may be one for usage alone and come sooner. */
  nextInvoice: datedAmount.nullable(),
  /** A change that was to happen later, and now will not. */
  replaces: terms.nullable(),
  /** The discount for staying is for monthly payments, and ends with them. */
  endsStayingDiscount: z.boolean(),
  /** What becomes read-only, because the new plan has room for fewer: how many of them, and how many it has room for. */
  beyond: z.array(z.object({ feature: z.enum(rowFeatures), total: z.int(), limit: z.int() })),
  /** What is left of the API calls the new plan includes; null where that begins later, or does not change. */
  allowance: allowance.nullable(),
  hasTax: z.boolean(),
  /** Whether a credit is counted up to the second of confirming, and may be less than is shown by what passes until then. */
  isCountedAtConfirming: z.boolean(),
});
export type ChangePreview = z.output<typeof changePreview>;

/**
 * Previews a change of plan, interval or seats. Nothing changes at Stripe.
 * Throws `invalid` or `conflict` with what to do first.
 */
export const previewChange = command({
  name: "change.preview",
  summary: "Preview what a change of plan costs",
  permission: "billing:manage",
  store: "platform",
  allowedWhenReadOnly: true,
  input: previewChangeInput,
  output: changePreview,
  emits: [],
  emitsNothing: "looking changes nothing; Stripe works the figures out, so it follows the transaction",
  rest: "POST /subscription/preview-change",
  example: { plan: "business", interval: "annual" },
  async run({ db, context }, input) {
    const basis = await readBasis(db, context.tenant.id, input);
    refuseImpossible(basis);
    return basis;
  },
  async afterCommit({ context }, basis) {
    await tellUsageBeforeChange(context.tenant.id);
    return priceOf(context.tenant.id, basis);
  },
});

async function priceOf(tenantId: string, basis: ChangeBasis): Promise<ChangePreview> {
  const [standing, book] = await Promise.all([readStanding(basis.subscriptionId), readPriceBook()]);
  // A look asks for no sync, so a plan whose end we missed would be offered again and again.
  if (isEnded(standing.status)) await syncNow(standing.customerId);
  refuseUnlessSettled(standing);
  if (standing.openInvoiceId) throw openInvoice();
  const { from, to, code } = basis;
  const effectiveMode = effectiveModeOf(from, to, {
    isTrial: standing.status === "trialing",
    when: basis.when,
  });
  const change = { to, effectiveMode, promotionCodeId: null };
  const { keptDiscountIds } = planUpdate(book, standing, change, null);
  const promotionCodeId =
    code === null ? null : await redeemable(code, standing, { keptDiscountIds, effectiveMode });
  const plan = planUpdate(book, standing, { ...change, promotionCodeId }, null);
  const [invoice, recurring] = await previewBoth(plan, effectiveMode).catch((thrown: unknown) => {
    if (lacksAddress(thrown)) throw addressNeeded(thrown);
    if (code === null) throw thrown;
    return refuseCode(thrown);
  });
  const cost = costOf(invoice, effectiveMode);
  const token = sealAgreement({
    ...{ tenantId, subscriptionId: standing.id, standing: fingerprintOf(standing) },
    ...{ ...to, effectiveMode, promotionCodeId, total: cost.total, amountDue: cost.dueNow },
    usage: invoice?.usage ?? 0,
    prorationDate: invoice?.prorationDate?.toISOString() ?? null,
  });
  const { scheduledChange: replaces } = basis;
  return {
    ...{ token, from, to, effectiveMode, ...cost, replaces },
    endsStayingDiscount: plan.endsStayingDiscount,
    beyond: await findBeyond(tenantId, to),
    allowance: await allowanceAfter(tenantId, basis, effectiveMode, plan),
    ...whatFollows(standing, plan, effectiveMode, invoice, recurring),
    ...{ currency: standing.currency, hasTax: isTaxOn() || recurring.tax !== 0 },
    isCountedAtConfirming:
      effectiveMode === "now" && plan.startsOver && cost.lines.some(({ isProration }) => isProration),
  };
}

/** Fewer seats, and whatever waits for the end of the period, leave it as it is. */
async function allowanceAfter(
  tenantId: string,
  { from, to }: ChangeBasis,
  effectiveMode: EffectiveMode,
  { startsOver }: UpdatePlan,
): Promise<ChangePreview["allowance"]> {
  const isAtOnce = effectiveMode === "now" || effectiveMode === "free";
  if (!isAtOnce || (from.plan === to.plan && !startsOver)) return null;
  return foretellAllowance(tenantId, to.plan, { startsOver });
}

/** The dates ahead: when it counts, when it renews and for how much, and where a credit goes. */
function whatFollows(
  standing: Standing,
  { startsOver }: UpdatePlan,
  effectiveMode: EffectiveMode,
  invoice: Preview | null,
  recurring: Preview,
): Pick<ChangePreview, "effectiveAt" | "renewal" | "isRenewalDiscounted" | "nextInvoice"> {
  const isCredited = effectiveMode === "credited" && invoice;
  return {
    effectiveAt: effectiveMode === "period_end" ? periodEndOf(standing) : null,
    renewal: {
      date: renewalDate(standing, effectiveMode, startsOver ? invoice : null),
      amount: recurring.total,
    },
    isRenewalDiscounted: recurring.discount !== 0,
    nextInvoice: isCredited ? { date: invoice.periodEnd, amount: invoice.total } : null,
  };
}

/** What is billed today, if anything is, and what every renewal will be. */
function previewBoth(
  { update, renewal }: UpdatePlan,
  effectiveMode: EffectiveMode,
): Promise<[invoice: Preview | null, recurring: Preview]> {
  const isBilled = effectiveMode === "now" || effectiveMode === "credited";
  return Promise.all([isBilled ? previewUpdate(update, "next") : null, previewUpdate(renewal, "recurring")]);
}

async function redeemable(
  code: string,
  { customerId }: Standing,
  { keptDiscountIds, effectiveMode }: { keptDiscountIds: string[]; effectiveMode: EffectiveMode },
): Promise<string> {
  if (keptDiscountIds.length > 0) throw first("A discount is applied already, and codes do not add up.");
  if (effectiveMode === "period_end")
    throw invalidField("code", "A code counts from today: enter it on the billing page instead.");
  return promotionCodeIdOf(code, customerId);
}

/**
 * A new cycle ends where the longest of what its first invoice bills in full does; what is credited there was to end on
 * another day. Any other goes on as it was.
 */
function renewalDate(standing: Standing, effectiveMode: EffectiveMode, first: Preview | null): Date {
  if (effectiveMode === "free" && standing.trialEnd) return standing.trialEnd;
  if (effectiveMode !== "now" || !first) return periodEndOf(standing);
  const billed = first.lines.filter(({ isProration }) => !isProration);
  const ends = billed.map(({ periodEnd }) => Date.parse(periodEnd));
  return new Date(Math.max(...ends));
}

/** The end of the longest period: usage has a shorter one of its own. */
const periodEndOf = ({ items }: Standing): Date =>
  new Date(Math.max(...items.map(({ periodEnd }) => periodEnd.getTime())));

/** What is beyond what the workspace may have under other terms, exceptions included. */
function findBeyond(
  tenantId: string,
  { plan, extraSeats }: ChangeBasis["to"],
): Promise<ChangePreview["beyond"]> {
  const look = async (db: TenantDb) => {
    const { plan: _, ...today } = await entitlementOf(db, tenantId);
    const beyond: ChangePreview["beyond"] = [];
    for (const feature of rowFeatures) {
      const limit = limitOf({ ...today, planId: plan, extraSeats }, feature);
      const total = await countReadOnly(db, feature, limit);
      if (total > 0 && limit !== "unlimited") beyond.push({ feature, total, limit });
    }
    return beyond;
  };
  return withTenant(tenantId, look, { isReadOnly: true });
}

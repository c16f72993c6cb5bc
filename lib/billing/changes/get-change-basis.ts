import { count, eq } from "drizzle-orm";
import { projects } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import type { PaidSubscription } from "@/lib/billing/find-subscription";
import { previewChangeInput } from "@/lib/billing/schema";
import { AppError, invalidField } from "@/lib/core/errors";
import { query } from "@/lib/core/query";
import { plans } from "@/lib/entitlements/plans";
import { occupiedSeats } from "@/lib/members/seat-limit";
import { currentSubscription } from "./current-subscription";
import { isSame, seatsOf, type Terms } from "./terms";

/** Where a change starts and where it shall lead, from our own rows: what has to be known before Stripe is asked. */
export const getChangeBasis = query({
  name: "change.get_basis",
  permission: "billing:manage",
  input: previewChangeInput,
  async run({ db, context }, { plan, interval, seats, when, code }) {
    const subscription = await currentSubscription(db, context.tenant.id);
    const occupied = await occupiedSeats(db);
    const from = termsOf(subscription);
    const target = { plan: plan ?? from.plan, interval: interval ?? from.interval };
    const room = seats ?? (target.plan === from.plan ? seatsOf(from) : plans[target.plan].seats);
    const to = { ...target, extraSeats: extraSeatsOf(target.plan, seats ?? Math.max(room, occupied)) };
    return {
      subscriptionId: subscription.stripeId,
      customerId: subscription.customerId,
      periodEnd: subscription.periodEnd,
      scheduledChange: subscription.scheduledChange,
      from,
      to,
      hasChange: !isSame(from, to),
      when,
      code: code ?? null,
      occupied,
      /** Projects that become read-only under the new plan. */
      excessProjects: Math.max(0, (await countProjects(db, context.tenant.id)) - capOf(to)),
    };
  },
});
export type ChangeBasis = Awaited<ReturnType<typeof getChangeBasis.run>>;

/** Throws `invalid` where the terms are those in force, or have no room for everybody who is here. */
export function refuseImpossible({ hasChange, to, occupied }: ChangeBasis): void {
  refuseTooFewSeats(to, occupied);
  if (!hasChange) throw new AppError("invalid", "That is the plan you have. Choose another one.");
}

/** Throws `invalid` beside the field where members and open invitations would not fit. */
export function refuseTooFewSeats(to: Terms, occupied: number): void {
  if (seatsOf(to) >= occupied) return;
  throw invalidField(
    "seats",
    `Members and open invitations take ${occupied} seats. Choose at least as many, or remove somebody first.`,
  );
}

/** What a subscription of ours consists of. Throws `conflict` for one whose prices we do not sell. */
export function termsOf({ plan, interval, extraSeats }: PaidSubscription): Terms {
  if (!plan || !interval)
    throw new AppError("conflict", "This plan was made for you by hand. Talk to us to change it.");
  return { plan, interval, extraSeats };
}

const extraSeatsOf = (plan: Terms["plan"], seats: number): number => Math.max(0, seats - plans[plan].seats);

async function countProjects(db: TenantDb, tenantId: string): Promise<number> {
  const [row] = await db.select({ total: count() }).from(projects).where(eq(projects.tenantId, tenantId));
  return row?.total ?? 0;
}

function capOf({ plan }: Terms): number {
  const { projects: cap } = plans[plan].limits;
  return cap === "unlimited" ? Number.MAX_SAFE_INTEGER : cap;
}

import { and, asc, eq, gte, inArray, isNull, lte, or, sql } from "drizzle-orm";
import { billingAccounts, billingMovePayers, billingMoves, billingSubscriptions } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { readPriceBook } from "@/lib/billing/changes/price-book";
import { hashOf } from "@/lib/billing/intents";
import { tellUsage } from "@/lib/billing/metered/meter-workspace";
import { type ItemChange, updateItems } from "@/lib/billing/stripe/changes";
import { readStanding, type Standing } from "@/lib/billing/stripe/standing";
import { isEnded } from "@/lib/billing/sync/access";
import { syncNow } from "@/lib/billing/sync/sync";
import { emitter } from "@/lib/core/events";
import { clock, days } from "@/lib/platform/clock";
import { formatMoney } from "@/lib/platform/money";
import { productName } from "@/lib/platform/product";
import { isMoved, movedItems } from "./moved-items";
import { isPayer } from "./notice-payers";
import { obstacleOf } from "./obstacle";
import { routeOf } from "./route";

/** How long before a renewal its items become the new ones: nothing is charged for it until then. */
const beforeRenewalMs = days(1);

type Payer = typeof billingMovePayers.$inferSelect;

export interface DuePayer {
  payer: Payer;
  from: string;
  to: string;
  customerId: string;
}

/** Payers who were told, and whose renewal is at hand: the one they were told of, or a later one where that passed. */
export function listDue(moveId?: string): Promise<DuePayer[]> {
  const { periodEnd, status } = billingSubscriptions;
  const isAtHand = and(
    inArray(status, ["active", "trialing"]),
    lte(periodEnd, clock.in(beforeRenewalMs)),
    gte(periodEnd, sql`${billingMovePayers.effectiveAt} - interval '1 minute'`),
  );
  return withPlatform((db) =>
    db
      .select({
        payer: billingMovePayers,
        from: billingMoves.from,
        to: billingMoves.to,
        customerId: billingAccounts.stripeCustomerId,
      })
      .from(billingMovePayers)
      .innerJoin(billingMoves, eq(billingMoves.id, billingMovePayers.moveId))
      .innerJoin(billingSubscriptions, eq(billingSubscriptions.stripeId, billingMovePayers.subscriptionId))
      .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingMovePayers.tenantId))
      .where(
        and(
          eq(billingMovePayers.status, "noticed"),
          isNull(billingMoves.canceledAt),
          moveId === undefined ? undefined : eq(billingMoves.id, moveId),
          or(isAtHand, inArray(status, ["canceled", "incomplete_expired"])),
        ),
      )
      .orderBy(asc(billingMovePayers.effectiveAt), asc(billingMovePayers.tenantId)),
  );
}

/**
 * Moves one payer. The items change in the last day before the renewal, without proration, so that the renewal bills them: a
 * schedule at Stripe would be gone with the first change an owner makes meanwhile, and theirs would be in its way. What an
 * owner has decided themselves stays. May run twice: the request is known by its move, and one that got through is seen.
 */
export async function movePayer({
  payer,
  from,
  to,
  customerId,
}: DuePayer): Promise<"moved" | "left" | "waiting"> {
  const standing = await readStanding(payer.subscriptionId);
  if (isEnded(standing.status)) return leave(payer, "the subscription has ended");
  const obstacle = obstacleOf(standing);
  if (obstacle) return isOwnersDecision(standing) ? leave(payer, obstacle) : "waiting";
  const book = await readPriceBook();
  const route = await routeOf(book, from, to);
  const items = movedItems(book, standing.items, route);
  // An earlier try may have got through, and its answer not.
  if (!items && !(payer.askedAt && isMoved(book, standing.items, route)))
    return leave(payer, "the owner changed the plan");
  if (items) await ask(payer, items);
  await finish(payer);
  await syncNow(customerId);
  return "moved";
}

const isOwnersDecision = ({ cancelAt, scheduleId }: Standing): boolean =>
  cancelAt !== null || scheduleId !== null;

async function ask(payer: Payer, items: ItemChange[]): Promise<void> {
  const isNoted = await withPlatform((db) =>
    db
      .update(billingMovePayers)
      .set({ askedAt: payer.askedAt ?? clock.now() })
      .where(and(isPayer(payer), eq(billingMovePayers.status, "noticed")))
      .returning({ tenantId: billingMovePayers.tenantId }),
  );
  if (isNoted.length === 0) throw new Error("the move of this payer ended meanwhile");
  // What was used so far was used under the old terms.
  await tellUsage(payer.tenantId);
  await updateItems(
    {
      ...{ subscriptionId: payer.subscriptionId, items, proration: "none", startsOver: false },
      ...{ prorationDate: null, promotionCodeId: null, keptDiscountIds: null, meteredPriceIds: [] },
    },
    `move:${payer.moveId}:${payer.subscriptionId}:${hashOf({ items })}`,
  );
}

async function finish(payer: Payer): Promise<void> {
  await withPlatform(async (db) => {
    const moved = await db
      .update(billingMovePayers)
      .set({ status: "moved", movedAt: clock.now() })
      .where(and(isPayer(payer), eq(billingMovePayers.status, "noticed")))
      .returning({ tenantId: billingMovePayers.tenantId });
    if (moved.length === 0) return;
    const actor = { kind: "system", id: null, label: productName } as const;
    const emit = emitter(db, { tenantId: payer.tenantId, actor, origin: null });
    const price = formatMoney(payer.amountAfter, payer.currency);
    await emit("subscription.moved", { id: payer.subscriptionId, label: price });
  });
}

async function leave(payer: Payer, note: string): Promise<"left"> {
  await withPlatform((db) =>
    db.update(billingMovePayers).set({ status: "left", note }).where(isPayer(payer)),
  );
  return "left";
}

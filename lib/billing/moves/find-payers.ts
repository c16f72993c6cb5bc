import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { billingSubscriptions, tenants } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { type PriceBook, readPriceBook } from "@/lib/billing/changes/price-book";
import type { ItemChange } from "@/lib/billing/stripe/changes";
import { findPrice } from "@/lib/billing/stripe/prices";
import { listSubscriptionsOn } from "@/lib/billing/stripe/read";
import { periodOf } from "@/lib/billing/stripe/reshape";
import type { ItemSnapshot, SubscriptionSnapshot } from "@/lib/billing/stripe/snapshot";
import { liveStatuses } from "@/lib/billing/sync/access";
import { AppError } from "@/lib/core/errors";
import { clock, days } from "@/lib/platform/clock";
import { movedItems } from "./moved-items";
import { obstacleOf } from "./obstacle";
import { monthsOf, renewalAfter } from "./renewal-after";
import { pricesToLeave, routeOf } from "./route";
import type { MoveTerms, movingPayer } from "./schema";

/** A payer of a move, with what its workspace is called inside. */
export type MovingPayer = z.output<typeof movingPayer> & { tenantId: string };

/** Whoever pays the price that is left, by slug, with what they pay now and then. Asks Stripe; changes nothing. */
export async function findPayers({ from, to, date, noticeDays }: MoveTerms): Promise<MovingPayer[]> {
  const book = await readPriceBook();
  const route = await routeOf(book, from, to);
  const found = await listSubscriptionsOn(pricesToLeave(route));
  const owners = await ownersOf(found.map(({ id }) => id));
  const earliest = new Date(Math.max(date?.getTime() ?? 0, clock.in(days(noticeDays)).getTime()));
  const amounts = amountReader();
  const payers: MovingPayer[] = [];
  for (const subscription of found) {
    const owner = owners.get(subscription.id);
    const changes = movedItems(book, subscription.items, route);
    if (!owner || !changes) continue;
    payers.push({ ...owner, ...(await termsOf(subscription, { book, changes, earliest, amounts })) });
  }
  return payers.toSorted((a, b) => (a.slug < b.slug ? -1 : 1));
}

async function ownersOf(ids: string[]): Promise<Map<string, { tenantId: string; slug: string }>> {
  if (ids.length === 0) return new Map();
  const rows = await withPlatform((db) =>
    db
      .select({ id: billingSubscriptions.stripeId, tenantId: tenants.id, slug: tenants.slug })
      .from(billingSubscriptions)
      .innerJoin(tenants, eq(tenants.id, billingSubscriptions.tenantId))
      .where(
        and(
          inArray(billingSubscriptions.stripeId, ids),
          inArray(billingSubscriptions.status, [...liveStatuses]),
          eq(billingSubscriptions.isDuplicate, false),
        ),
      ),
  );
  return new Map(rows.map(({ id, ...owner }) => [id, owner]));
}

interface Basis {
  book: PriceBook;
  changes: ItemChange[];
  earliest: Date;
  amounts: (priceId: string, currency: string) => Promise<number>;
}

async function termsOf(subscription: SubscriptionSnapshot, { book, changes, earliest, amounts }: Basis) {
  const { id, currency, items } = subscription;
  const isUsage = ({ priceId }: ItemSnapshot) => book.meaningOf(priceId)?.kind === "overage";
  const { start, end } = periodOf(items.filter((item) => !isUsage(item)));
  const months = start && end ? monthsOf(start, end) : 1;
  const amountBefore = items.reduce((total, item) => total + item.unitAmount * item.quantity, 0);
  let amountAfter = amountBefore;
  for (const { id: itemId, priceId, quantity = 0, isRemoved } of changes) {
    const item = items.find((one) => one.id === itemId);
    amountAfter -= (item?.unitAmount ?? 0) * (item?.quantity ?? 0);
    if (!isRemoved && quantity > 0) amountAfter += (await amounts(priceId, currency)) * quantity;
  }
  return {
    ...{ subscriptionId: id, currency, amountBefore, amountAfter },
    effectiveAt: renewalAfter(end ?? clock.now(), months, earliest),
    obstacle: obstacleOf(subscription),
  };
}

/** Each price is asked for once. Throws `conflict` where it has no amount in a currency. */
function amountReader(): (priceId: string, currency: string) => Promise<number> {
  const known = new Map<string, ReturnType<typeof findPrice>>();
  return async (priceId, currency) => {
    const price = known.get(priceId) ?? findPrice(priceId);
    known.set(priceId, price);
    const amount = (await price)?.amounts[currency];
    if (amount === undefined)
      throw new AppError("conflict", `${priceId} has no amount in ${currency}: push the catalog first.`);
    return Number(amount);
  };
}

import { and, count, eq, gt, inArray, notInArray, sql } from "drizzle-orm";
import { z } from "zod";
import { billingIntents } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import type { TenantContext } from "@/lib/core/context";
import { AppError } from "@/lib/core/errors";
import { currency, defaultCurrency } from "@/lib/entitlements/currencies";
import { intervals, planIds } from "@/lib/entitlements/plans";
import { clock, minutes } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { newId } from "@/lib/platform/id";

export const checkoutTerms = z.object({
  plan: z.enum(planIds),
  interval: z.enum(intervals),
  extraSeats: z.number().int().nonnegative(),
  isTrial: z.boolean(),
  /** Those that were stored before there was a choice are in the one there was. */
  currency: currency.default(defaultCurrency),
  /** Whom invoices are made out to unless the buyer names a company. */
  recipient: z.string().optional(),
});
export type CheckoutTerms = z.output<typeof checkoutTerms>;

export const customerTerms = z.object({ name: z.string(), email: z.string().nullable() });

export type Intent = typeof billingIntents.$inferSelect;
type Kind = Intent["kind"];
type Status = Intent["status"];

/** The statuses of an intent that is still under way. */
export const underWay: Status[] = ["pending", "open"];

/** The one intent of a kind that is under way; a unique index sees to it that there is only one. */
export async function findOpenIntent(db: WorkspaceDb, tenantId: string, kind: Kind): Promise<Intent | null> {
  const [row] = await db
    .select()
    .from(billingIntents)
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        eq(billingIntents.kind, kind),
        inArray(billingIntents.status, underWay),
      ),
    );
  return row ?? null;
}

/** One at a time decides what a workspace asks of Stripe; the others wait until its transaction has ended. */
export async function lockIntents(db: WorkspaceDb, tenantId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`billing:${tenantId}`}, 0))`);
}

/** How long a try may take before it counts as dead, and within which a workspace may ask ten times. */
export const tryMs = minutes(1);
const triesPerMinute = 10;

/**
 * Stores what is about to be asked of Stripe. Its id makes every try of it the same request.
 * Throws `rate_limited` after ten in a minute.
 */
export async function openIntent(
  db: WorkspaceDb,
  { tenant, actor }: Pick<TenantContext, "tenant" | "actor">,
  { kind, params }: { kind: Kind; params: Record<string, unknown> },
): Promise<Intent> {
  await refuseHaste(db, tenant.id);
  const id = newId("int");
  await db.execute(sql`
    select platform.open_intent(${id}, ${kind}, ${JSON.stringify(params)}::jsonb, ${hashOf(params)}, ${actor.id})`);
  const row = await readIntent(db, tenant.id, id);
  if (!row) throw new Error("the intent was not stored");
  return row;
}

async function readIntent(db: WorkspaceDb, tenantId: string, id: string): Promise<Intent | undefined> {
  const [row] = await db
    .select()
    .from(billingIntents)
    .where(and(eq(billingIntents.tenantId, tenantId), eq(billingIntents.id, id)));
  return row;
}

/**
 * The intent of a request: a second click joins the first, and one that died over its try is superseded.
 * Throws `conflict` while another request of the kind is on its way. The caller holds `lockIntents`.
 */
export async function joinIntent(
  db: WorkspaceDb,
  context: Pick<TenantContext, "tenant" | "actor">,
  wanted: { kind: Kind; params: Record<string, unknown> },
): Promise<{ intent: Intent; isJoined: boolean }> {
  const open = await findOpenIntent(db, context.tenant.id, wanted.kind);
  if (open && open.createdAt > clock.in(-tryMs)) {
    if (open.paramsHash === hashOf(wanted.params)) return { intent: open, isJoined: true };
    throw new AppError("conflict", "Another change is being made this moment. Reload the page in a minute.");
  }
  if (open) await moveIntent(db, context.tenant.id, open.id, { from: underWay, to: "superseded" });
  return { intent: await openIntent(db, context, wanted), isJoined: false };
}

async function refuseHaste(db: WorkspaceDb, tenantId: string): Promise<void> {
  const [recent] = await db
    .select({ total: count() })
    .from(billingIntents)
    .where(
      and(
        eq(billingIntents.tenantId, tenantId),
        notInArray(billingIntents.kind, ["customer", "operator"]),
        gt(billingIntents.createdAt, clock.in(-tryMs)),
      ),
    );
  if ((recent?.total ?? 0) < triesPerMinute) return;
  throw new AppError("rate_limited", "That was a lot of changes at once. Please wait a minute.", {
    retryAfterSeconds: 60,
  });
}

/** Moves an intent that stands at one of `from`; null where it does not, because somebody else was first. */
export async function moveIntent(
  db: WorkspaceDb,
  tenantId: string,
  id: string,
  { from, to, stripeId, expiresAt }: { from: Status[]; to: Status; stripeId?: string; expiresAt?: Date },
): Promise<Intent | null> {
  const { rows } = await db.execute<{ isMoved: boolean }>(sql`
    select platform.move_intent(${id}, ${sql.param(from)}::text[], ${to}, ${stripeId ?? null},
      ${expiresAt?.toISOString() ?? null}::timestamptz, ${clock.now().toISOString()}::timestamptz) as "isMoved"`);
  return rows[0]?.isMoved ? ((await readIntent(db, tenantId, id)) ?? null) : null;
}

/** Equal for equal params, in whatever order their fields stand. */
export function hashOf(params: Record<string, unknown>): string {
  return sha256(JSON.stringify(Object.entries(params).toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

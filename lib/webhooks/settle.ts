import { and, eq, gt, sql } from "drizzle-orm";
import { webhookAttempts, webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { lockEndpoint } from "./find-endpoint";
import { giveUpOn, judgeFailing } from "./give-up";
import type { Answer } from "./post";
import { longestWaitMs, schedule } from "./values";

type Endpoint = typeof webhookEndpoints.$inferSelect;
type Delivery = typeof webhookDeliveries.$inferSelect;

/** Only 2xx says that it has arrived; a redirect is no answer. */
export const isSuccess = ({ status }: Pick<Answer, "status">): boolean =>
  status !== null && status >= 200 && status < 300;

/** Writes down what came of an attempt: the attempt, how the delivery goes on, and how the endpoint is. */
export async function settle(
  db: TenantDb,
  endpoint: Endpoint,
  delivery: Delivery,
  answer: Answer,
): Promise<void> {
  const { tenantId, id } = delivery;
  const { status, durationMs, text } = answer;
  const attempts = delivery.attempts + 1;
  // First of all: several end at once, and whoever gives the endpoint up cancels what the others have in hand.
  await lockEndpoint(db, tenantId, endpoint.id);
  await db
    .insert(webhookAttempts)
    .values({ tenantId, id: newId("wha"), deliveryId: id, status, durationMs, answer: text });
  await db
    .update(webhookDeliveries)
    .set({ attempts, lastStatus: status, ...outcomeOf(answer, attempts) })
    // Canceled meanwhile, it stays so.
    .where(
      and(
        eq(webhookDeliveries.tenantId, tenantId),
        eq(webhookDeliveries.id, id),
        eq(webhookDeliveries.status, "pending"),
      ),
    );
  if (isSuccess(answer)) return recover(db, endpoint);
  if (status === 410) return giveUpOn(db, endpoint, "gone");
  const [failing] = await db
    .update(webhookEndpoints)
    .set({
      failures: sql`${webhookEndpoints.failures} + 1`,
      failingSince: sql`coalesce(${webhookEndpoints.failingSince}, ${clock.now().toISOString()}::timestamptz)`,
    })
    .where(and(eq(webhookEndpoints.tenantId, tenantId), eq(webhookEndpoints.id, endpoint.id)))
    .returning();
  if (failing) await judgeFailing(db, failing);
}

/** Whether an attempt was the last, and when the next one is due. */
export function outcomeOf(answer: Answer, attempts: number, random = Math.random) {
  if (isSuccess(answer)) return { status: "delivered" as const };
  const wait = schedule[attempts];
  if (answer.isFinal || wait === undefined) return { status: "exhausted" as const };
  // A fifth more or less, so that what failed together does not come back together.
  const jittered = wait * (0.8 + 0.4 * random());
  const asked = Math.min(retryAfterMs(answer.retryAfter), longestWaitMs);
  return { status: "pending" as const, nextAt: clock.in(Math.max(jittered, asked)) };
}

/** Seconds or a date, as RFC 9110 has it; nothing for what is neither. */
function retryAfterMs(text: string | null): number {
  if (!text) return 0;
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = Date.parse(text);
  return Number.isNaN(at) ? 0 : Math.max(0, at - clock.now().getTime());
}

async function recover(db: TenantDb, { tenantId, id }: Endpoint): Promise<void> {
  await db
    .update(webhookEndpoints)
    .set({ failures: 0, failingSince: null, warnings: 0 })
    .where(
      and(
        eq(webhookEndpoints.tenantId, tenantId),
        eq(webhookEndpoints.id, id),
        gt(webhookEndpoints.failures, 0),
      ),
    );
}

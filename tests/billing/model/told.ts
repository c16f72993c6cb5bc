import { eq, inArray } from "drizzle-orm";
import type pg from "pg";
import { billingAccounts, billingOutbox, memberships, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { hasEffect } from "@/lib/billing/sync/effects";
import type { CalledFor } from "./called-for";
import type { World } from "./world";

/** What was told and should not have been, and what was not and should. */
export interface Telling {
  told: number;
  mails: number;
  missed: string[];
  doubled: string[];
}

/** Compares the outbox, the audit log and the mail queue with what the history calls for. */
export async function tellingOf(world: World, calledFor: CalledFor, owner: pg.Pool): Promise<Telling> {
  const effects = await readOutbox(world);
  const keys = countBy(effects, ({ effectKey }) => effectKey);
  const kinds = countBy(effects, ({ kind, customerId }) => `${kind} ${customerId}`);
  const lines = await auditLines(owner, effects);
  const mails = await mailsSent(owner, effects);
  const wantedLines = countBy(effects, ({ tenantId }) => tenantId);
  const mailed = effects.filter(({ kind }) => hasEffect(kind));
  const wantedMails = countBy(mailed, ({ email }) => email);
  const limitOf = ({ kind, customerId }: Effect) => calledFor.limitOf(kind, customerId);
  const limits = new Map(effects.map((one) => [`${one.kind} ${one.customerId}`, limitOf(one)]));
  return {
    told: effects.length,
    mails: mailed.length,
    missed: [
      ...calledFor.owed(new Set(keys.keys())).filter((key) => !keys.has(key)),
      ...beyond(wantedLines, lines).map((tenantId) => `audit line of ${tenantId}`),
      ...beyond(wantedMails, mails).map((email) => `mail to ${email}`),
    ],
    doubled: [
      ...[...keys].flatMap(([key, count]) => (count > 1 ? [key] : [])),
      ...beyond(kinds, limits),
      ...beyond(lines, wantedLines).map((tenantId) => `audit line of ${tenantId}`),
      ...beyond(mails, wantedMails).map((email) => `mail to ${email}`),
    ],
  };
}

type Effect = Awaited<ReturnType<typeof readOutbox>>[number];

function readOutbox({ customers }: World) {
  return withPlatform((db) =>
    db
      .select({
        effectKey: billingOutbox.effectKey,
        kind: billingOutbox.kind,
        tenantId: billingOutbox.tenantId,
        customerId: billingAccounts.stripeCustomerId,
        email: users.email,
      })
      .from(billingOutbox)
      .innerJoin(billingAccounts, eq(billingAccounts.tenantId, billingOutbox.tenantId))
      .innerJoin(memberships, eq(memberships.tenantId, billingOutbox.tenantId))
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(inArray(billingAccounts.stripeCustomerId, customers)),
  );
}

async function auditLines(owner: pg.Pool, effects: Effect[]): Promise<Map<string, number>> {
  const tenantIds = effects.map(({ tenantId }) => tenantId);
  const { rows } = await owner.query<{ name: string }>(
    "select tenant_id as name from tenant.events where actor_kind = 'stripe' and tenant_id = any($1)",
    [tenantIds],
  );
  return countBy(rows, ({ name }) => name);
}

async function mailsSent(owner: pg.Pool, effects: Effect[]): Promise<Map<string, number>> {
  const { rows } = await owner.query<{ name: string }>(
    `select j.payload->>'to' as name from graphile_worker._private_jobs j
       join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'mail.send' and j.payload->>'to' = any($1)`,
    [effects.map(({ email }) => email)],
  );
  return countBy(rows, ({ name }) => name);
}

function countBy<T>(items: T[], nameOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(nameOf(item), (counts.get(nameOf(item)) ?? 0) + 1);
  return counts;
}

/** The names that `counts` has more often than `allowed`. */
function beyond(counts: Map<string, number>, allowed: Map<string, number>): string[] {
  return [...counts].flatMap(([name, count]) => (count > (allowed.get(name) ?? 0) ? [name] : []));
}

import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { billingOutbox, memberships, tenants, users } from "@/db/schema/platform";
import { type PlatformDb, withPlatform } from "@/db/tenant";
import { isBillingNotice } from "@/emails/billing-notices";
import { site } from "@/env";
import { job } from "@/lib/core/job";
import { can, roles } from "@/lib/core/permissions";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { workspaceUrl } from "@/lib/tenancy/host";

const batchSize = 20;

type Effect = typeof billingOutbox.$inferSelect;

/** Which transitions reach a person: those there is a wording for. The others are events only. */
export const hasEffect = (kind: Effect["kind"]): boolean => isBillingNotice(kind);

/** Works the outbox off. The mail is queued in the transaction that ticks its line, so two workers send one. */
export const effectsJob = job({
  name: "billing.effects",
  payload: z.object({}),
  async run() {
    while ((await withPlatform(sendBatch)) === batchSize);
  },
});

async function sendBatch(db: PlatformDb): Promise<number> {
  const effects = await db
    .select()
    .from(billingOutbox)
    .where(isNull(billingOutbox.doneAt))
    .orderBy(asc(billingOutbox.createdAt), asc(billingOutbox.effectKey))
    .limit(batchSize)
    .for("update", { skipLocked: true });
  for (const effect of effects) {
    await mailPayers(db, effect);
    await db
      .update(billingOutbox)
      .set({ doneAt: clock.now() })
      .where(eq(billingOutbox.effectKey, effect.effectKey));
  }
  return effects.length;
}

async function mailPayers(db: PlatformDb, { tenantId, kind, payload }: Effect): Promise<void> {
  if (!isBillingNotice(kind)) return;
  const payers = await db
    .select({ email: users.email, workspaceName: tenants.name, slug: tenants.slug })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.role, payingRoles)));
  for (const { email, workspaceName, slug } of payers) {
    const url = workspaceUrl(site(), slug, "/settings/billing");
    await sendMail(db, email, "billingNotice", { workspaceName, url, notice: kind, facts: payload });
  }
}

const payingRoles = roles.filter((role) => can(role, "billing:manage"));

import { z } from "zod";
import { trialGrants } from "@/db/schema/platform";
import { findSubscription } from "@/lib/billing/find-subscription";
import { liveStatuses } from "@/lib/billing/sync/access";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { withReason } from "./schema";

/**
 * Allows a workspace one more trial, whoever had one before: its own, its owner's, its company's or its card's. It is used up
 * by the next trial. Throws `conflict` while a subscription runs, which no trial can be started beside.
 */
export const grantTrial = platformCommand({
  name: "trial.grant",
  summary: "Allow a workspace another trial",
  audience: "operator",
  rest: { none: "operators work at the terminal" },
  input: withReason,
  output: z.object({ slug: z.string() }),
  emits: ["trial.granted"],
  example: { slug: "acme", reason: "Their first one fell into our outage" },
  async run({ db, context, emitIn }, { slug, reason }) {
    const { id: tenantId, name } = await lockTenant(db, slug);
    if (await findSubscription(db, tenantId, liveStatuses))
      throw new AppError("conflict", `${slug} has a plan already. Extend its trial, or credit it.`);
    const operator = operatorOf(context);
    const grant = { reason, grantedBy: operator.id, subscriptionId: null };
    await db
      .insert(trialGrants)
      .values({ tenantId, ...grant })
      .onConflictDoUpdate({ target: trialGrants.tenantId, set: grant });
    await emitIn(tenantId, operator, "trial.granted", { id: tenantId, label: name });
    return { slug };
  },
});

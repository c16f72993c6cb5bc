import { z } from "zod";
import { findCustomerId } from "@/lib/billing/find-customer";
import { syncNow } from "@/lib/billing/sync/sync";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand } from "@/lib/core/operation";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { onWorkspace } from "./schema";

const patienceMs = 30_000;

/**
 * Reads a workspace's customer from Stripe again and repairs what differs; a customer whose sync gave up gets another
 * try. Throws `unavailable` where it does not succeed within half a minute.
 */
export const resync = platformCommand({
  name: "billing.resync",
  summary: "Read a workspace's customer from Stripe again",
  audience: "operator",
  input: onWorkspace,
  output: z.void(),
  emits: ["billing.synced"],
  rest: { none: "operators work at the terminal" },
  example: { slug: "acme" },
  async run({ db, context, emitIn }, { slug }) {
    const { id: tenantId, name } = await lockTenant(db, slug);
    const customerId = await findCustomerId(db, tenantId);
    if (!customerId)
      throw new AppError("conflict", `${slug} never was a customer: there is nothing to compare.`);
    await emitIn(tenantId, operatorOf(context), "billing.synced", { id: customerId, label: name });
    return { slug, customerId };
  },
  async afterCommit(_scope, { slug, customerId }) {
    if (await syncNow(customerId, patienceMs)) return;
    throw new AppError(
      "unavailable",
      `${slug} could not be compared with Stripe: see "billing dead-letters".`,
    );
  },
});

import { and, eq, inArray, ne } from "drizzle-orm";
import { memberships, tenants, users } from "@/db/schema/platform";
import { webhookDeliveries, webhookEndpoints } from "@/db/schema/tenant";
import { alongside, type TenantDb } from "@/db/tenant";
import { site } from "@/env";
import { emitter } from "@/lib/core/events";
import { can, roles } from "@/lib/core/permissions";
import { sendMail } from "@/lib/notifications/send-mail";
import { clock } from "@/lib/platform/clock";
import { productName } from "@/lib/platform/product";
import { workspaceUrl } from "@/lib/tenancy/host";
import { subjectOf, thisEndpoint } from "./find-endpoint";
import { givenUpAfter, warnedAfterMs } from "./values";

type Endpoint = typeof webhookEndpoints.$inferSelect;

/** Warns of an endpoint that has failed for days, and gives it up in the end. */
export async function judgeFailing(db: TenantDb, endpoint: Endpoint): Promise<void> {
  const { tenantId, id, failingSince, failures, warnings } = endpoint;
  const forMs = clock.now().getTime() - (failingSince ?? clock.now()).getTime();
  if (forMs >= givenUpAfter.ms && failures >= givenUpAfter.failures) return giveUpOn(db, endpoint, "failing");
  const due = warnedAfterMs.filter((ms) => forMs >= ms).length;
  if (due <= warnings) return;
  await db.update(webhookEndpoints).set({ warnings: due }).where(thisEndpoint(tenantId, id));
  await mailManagers(db, endpoint, false);
}

/** Sends nothing more to an endpoint, and tells its people. What waits is canceled and can be replayed. */
export async function giveUpOn(db: TenantDb, endpoint: Endpoint, reason: "failing" | "gone"): Promise<void> {
  const { tenantId, id } = endpoint;
  const given = await db
    .update(webhookEndpoints)
    .set({ status: "disabled", reason, updatedAt: clock.now() })
    .where(and(thisEndpoint(tenantId, id), ne(webhookEndpoints.status, "disabled")))
    .returning({ id: webhookEndpoints.id });
  if (given.length === 0) return;
  await db
    .update(webhookDeliveries)
    .set({ status: "canceled" })
    .where(
      and(
        eq(webhookDeliveries.tenantId, tenantId),
        eq(webhookDeliveries.endpointId, id),
        eq(webhookDeliveries.status, "pending"),
      ),
    );
  const actor = { kind: "system", id: null, label: productName } as const;
  const emit = emitter(db, { tenantId, actor, origin: null });
  await emit("webhook.endpoint_disabled", subjectOf(endpoint), { reason });
  await mailManagers(db, endpoint, true);
}

async function mailManagers(db: TenantDb, { tenantId, id }: Endpoint, isDisabled: boolean) {
  const managers = await alongside(db, tenantId, (beside) =>
    beside
      .select({ email: users.email, workspaceName: tenants.name, slug: tenants.slug })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
      .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.role, managing))),
  );
  for (const { email, workspaceName, slug } of managers)
    await sendMail(db, email, "webhookFailing", {
      ...{ workspaceName, isDisabled },
      url: workspaceUrl(site(), slug, `/settings/webhooks/${id}`),
    });
}

const managing = roles.filter((role) => can(role, "webhooks:manage"));

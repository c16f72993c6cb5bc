import { eq } from "drizzle-orm";
import { webhookDeliveries } from "@/db/schema/tenant";
import { withTenant } from "@/db/tenant";
import { createEndpoint } from "@/lib/webhooks/create-endpoint";
import { type Case, managers } from "../isolation/case";
import type { TestWorkspace } from "../support/world";

export const cases: Record<string, Case> = {
  "webhook.create": { may: managers },
  "webhook.edit": { may: managers },
  "webhook.pause": { may: managers },
  "webhook.resume": { may: managers },
  "webhook.delete": { may: managers },
  "webhook.rotate_secret": { may: managers },
  "webhook.reveal_secret": { may: managers },
  "webhook.test": { may: managers },
  "webhook.replay": { may: managers },
  "webhook.replay_failed": { may: managers },
  "webhook.list": { may: managers },
  "webhook.get": { may: managers },
  "webhook.deliveries": { may: managers },
  "webhook.delivery": { may: managers },
};

export const turnsBack: Record<string, string> = {
  "tenant.webhook_endpoints.previous_until": "a later rotation begins another day",
  "tenant.webhook_endpoints.failing_since": "a success ends a series of failures",
  "tenant.webhook_endpoints.leased_until": "a worker lets go of an endpoint",
};

/** Its own creation is the first event it is sent. */
export async function fixture(
  { id: home, owner }: TestWorkspace,
  marker: string,
): Promise<Record<string, string>> {
  const url = "https://hooks.example.invalid/";
  const { id } = await owner.run(createEndpoint, { url, types: ["*"], description: marker });
  const [sent] = await withTenant(home, (db) =>
    db
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.endpointId, id)),
  );
  return { whe: id, whd: sent?.id ?? "" };
}

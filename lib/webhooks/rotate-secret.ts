import { z } from "zod";
import { webhookEndpoints } from "@/db/schema/tenant";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { openSecret, sealSecret } from "./endpoint-secrets";
import { lockEndpoint, subjectOf, thisEndpoint } from "./find-endpoint";
import { endpointExample, endpointReference } from "./schema";
import { newWebhookSecret } from "./signature";
import { rotationMs } from "./values";

const secretOutput = endpointReference.extend({ secret: z.string() });

/** Makes another secret. The one before signs beside it for 24 hours. */
export const rotateSecret = command({
  name: "webhook.rotate_secret",
  summary: "Rotate a webhook endpoint's secret",
  permission: "webhooks:manage",
  input: endpointReference,
  output: secretOutput,
  emits: ["webhook.secret_rotated"],
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/secret/rotate",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const tenantId = context.tenant.id;
    const before = await lockEndpoint(db, tenantId, id);
    const secret = newWebhookSecret();
    await db
      .update(webhookEndpoints)
      .set({
        secret: await sealSecret(tenantId, id, "secret", secret),
        previousSecret: await sealSecret(tenantId, id, "previous_secret", await openSecret(before)),
        previousUntil: clock.in(rotationMs),
        updatedAt: clock.now(),
      })
      .where(thisEndpoint(tenantId, id));
    await emit("webhook.secret_rotated", subjectOf(before));
    return { id, secret };
  },
});

/** Tells an endpoint's secret, and the history that it was told. */
export const revealSecret = command({
  name: "webhook.reveal_secret",
  summary: "Reveal a webhook endpoint's secret",
  permission: "webhooks:manage",
  input: endpointReference,
  output: secretOutput,
  emits: ["webhook.secret_revealed"],
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/secret/reveal",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const row = await lockEndpoint(db, context.tenant.id, id);
    await emit("webhook.secret_revealed", subjectOf(row));
    return { id, secret: await openSecret(row) };
  },
});

import { webhookEndpoints } from "@/db/schema/tenant";
import { command } from "@/lib/core/operation";
import { counted } from "@/lib/entitlements/limits";
import { newId } from "@/lib/platform/id";
import { sealSecret } from "./endpoint-secrets";
import { subjectOf } from "./find-endpoint";
import { createEndpointInput, endpointWithSecret } from "./schema";
import { newWebhookSecret } from "./signature";

/** Adds an endpoint and answers with its secret. Throws `limit_exceeded` at the plan's integrations. */
export const createEndpoint = command({
  name: "webhook.create",
  summary: "Add a webhook endpoint",
  permission: "webhooks:manage",
  input: createEndpointInput,
  output: endpointWithSecret,
  emits: ["webhook.endpoint_created"],
  limit: counted("integrations"),
  rest: "POST /webhooks/endpoints",
  example: { url: "https://hooks.acme.example/tenantry", types: ["project.*"], description: "Warehouse" },
  async run({ db, context, emit }, input) {
    const tenantId = context.tenant.id;
    const id = newId("whe");
    const secret = newWebhookSecret();
    const sealed = await sealSecret(tenantId, id, "secret", secret);
    const [row] = await db
      .insert(webhookEndpoints)
      .values({ tenantId, id, ...input, secret: sealed })
      .returning();
    if (!row) throw new Error("an insert answered nothing");
    await emit("webhook.endpoint_created", subjectOf(row), { types: row.types });
    return { ...row, secret };
  },
});

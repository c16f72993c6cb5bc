import { webhookEndpoints } from "@/db/schema/tenant";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { lockEndpoint, subjectOf, thisEndpoint } from "./find-endpoint";
import { editEndpointInput, endpoint, endpointExample } from "./schema";

/** Changes where an endpoint is and what it is sent. What waits goes to the new address. */
export const editEndpoint = command({
  name: "webhook.edit",
  summary: "Change a webhook endpoint",
  permission: "webhooks:manage",
  input: editEndpointInput,
  output: endpoint,
  emits: ["webhook.endpoint_edited"],
  within: withinPlan("integrations"),
  rest: "PUT /webhooks/endpoints/{id}",
  example: { ...endpointExample, url: "https://hooks.acme.example/v2", types: ["*"], description: "" },
  async run({ db, context, emit }, { id, ...changes }) {
    const before = await lockEndpoint(db, context.tenant.id, id);
    const after = { ...before, ...changes, updatedAt: clock.now() };
    await db
      .update(webhookEndpoints)
      .set({ ...changes, updatedAt: after.updatedAt })
      .where(thisEndpoint(context.tenant.id, id));
    await emit("webhook.endpoint_edited", subjectOf(after), { types: after.types });
    return after;
  },
});

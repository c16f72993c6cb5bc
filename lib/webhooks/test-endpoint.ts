import { z } from "zod";
import { command } from "@/lib/core/operation";
import { withinPlan } from "@/lib/entitlements/within-plan";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { signingSecrets } from "./endpoint-secrets";
import { getRow, subjectOf } from "./find-endpoint";
import { post } from "./post";
import { bodyOf } from "./render";
import { attempt, endpointExample, endpointReference } from "./schema";
import { isSuccess } from "./settle";
import { signedHeaders } from "./signature";

/** Sends a signed example to an endpoint, whatever its state, and tells what was answered. It is tried once and not logged. */
export const testEndpoint = command({
  name: "webhook.test",
  summary: "Send a test event to a webhook endpoint",
  permission: "webhooks:manage",
  input: endpointReference,
  output: attempt.pick({ status: true, durationMs: true, answer: true }).extend({ isDelivered: z.boolean() }),
  emits: ["webhook.endpoint_tested"],
  within: withinPlan("integrations"),
  rest: "POST /webhooks/endpoints/{id}/test",
  example: endpointExample,
  async run({ db, context, emit }, { id }) {
    const row = await getRow(db, context.tenant.id, id);
    await emit("webhook.endpoint_tested", subjectOf(row));
    return { url: row.url, secrets: await signingSecrets(row) };
  },
  async afterCommit({ context: { tenant, actor } }, { url, secrets }) {
    const id = newId("evt");
    const at = clock.now();
    const example = {
      ...{ tenantId: tenant.id, id, type: "webhook.endpoint_tested", createdAt: at, data: { test: true } },
      ...{ actorKind: actor.kind, actorId: actor.id, actorLabel: actor.label },
      ...{ subjectId: null, subjectLabel: null, risk: null, ip: null, userAgent: null, requestId: null },
    };
    const body = bodyOf(example, { id: tenant.id, slug: tenant.slug });
    const answer = await post({ url, body, headers: signedHeaders({ id, at, body }, secrets) });
    const { status, durationMs, text } = answer;
    return { status, durationMs, answer: text, isDelivered: isSuccess(answer) };
  },
});

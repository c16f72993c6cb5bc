import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { apiKeys } from "@/db/schema/platform";
import { command } from "@/lib/core/operation";
import { clock } from "@/lib/platform/clock";
import { lockKey } from "./key-row";
import { apiKey, apiKeyExample, apiKeyReference } from "./schema";

/** Ends a key for good; the next call with it is refused. Throws `not_found`. */
export const revokeApiKey = command({
  name: "api_key.revoke",
  summary: "Revoke an API key",
  permission: "api-keys:manage",
  store: "platform",
  input: apiKeyReference,
  output: z.object(apiKey.pick({ id: true, name: true }).shape),
  emits: ["api_key.revoked"],
  allowedWhenReadOnly: true,
  rest: "DELETE /api-keys/{id}",
  example: apiKeyExample,
  async run({ db, context, emit }, { id }) {
    const key = await lockKey(db, context.tenant.id, id);
    const now = clock.now();
    await db
      .update(apiKeys)
      .set({ revokedAt: now, updatedAt: now })
      .where(and(eq(apiKeys.tenantId, context.tenant.id), eq(apiKeys.id, id)));
    await emit("api_key.revoked", { id, label: key.name });
    return key;
  },
});

import { and, eq, gt, isNull, or } from "drizzle-orm";
import { apiKeySecrets } from "@/db/schema/platform";
import { command } from "@/lib/core/operation";
import { clock, hours } from "@/lib/platform/clock";
import { addSecret, lockKey } from "./key-row";
import { apiKeyExample, apiKeyWithSecret, rotateApiKeyInput } from "./schema";

/** Gives a key another secret and ends the ones before, at once or some hours later. Throws `not_found`. */
export const rotateApiKey = command({
  name: "api_key.rotate",
  summary: "Rotate an API key",
  permission: "api-keys:manage",
  store: "platform",
  input: rotateApiKeyInput,
  output: apiKeyWithSecret,
  emits: ["api_key.rotated"],
  secretOnce: true,
  rest: "POST /api-keys/{id}/rotate",
  example: { ...apiKeyExample, overlapHours: 1 },
  async run({ db, context, emit }, { id, overlapHours }) {
    const tenantId = context.tenant.id;
    const key = await lockKey(db, tenantId, id);
    const endsAt = clock.in(hours(overlapHours));
    const { endsAt: until } = apiKeySecrets;
    await db
      .update(apiKeySecrets)
      .set({ endsAt })
      .where(
        and(
          eq(apiKeySecrets.tenantId, tenantId),
          eq(apiKeySecrets.keyId, id),
          or(isNull(until), gt(until, endsAt)),
        ),
      );
    await emit("api_key.rotated", { id, label: key.name }, { overlapHours });
    return { ...key, ...(await addSecret(db, tenantId, id)) };
  },
});

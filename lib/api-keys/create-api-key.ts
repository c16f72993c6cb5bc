import { and, count, eq, isNull, sql } from "drizzle-orm";
import { apiKeys } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { AppError, invalidField } from "@/lib/core/errors";
import { command } from "@/lib/core/operation";
import { mayGrant, scopesOf } from "@/lib/core/permissions";
import { clock } from "@/lib/platform/clock";
import { newId } from "@/lib/platform/id";
import { said } from "@/lib/platform/said";
import { addSecret } from "./key-row";
import { apiKeyWithSecret, createApiKeyInput } from "./schema";
import { mostKeys } from "./values";

/**
 * Makes an API key and tells its secret, once. Throws `invalid` for a scope its role does not hold, `forbidden` for a role
 * above the maker's and `limit_exceeded` beyond 50 keys.
 */
export const createApiKey = command({
  name: "api_key.create",
  summary: "Create an API key",
  permission: "api-keys:manage",
  store: "platform",
  input: createApiKeyInput,
  output: apiKeyWithSecret,
  emits: ["api_key.created"],
  secretOnce: true,
  rest: "POST /api-keys",
  example: { name: "Nightly import", role: "member", scopes: ["projects:read", "projects:write"] },
  async run({ db, context, actor, emit }, { expiresAt, ...input }) {
    const tenantId = context.tenant.id;
    if (!mayGrant(context.role, input.role))
      throw new AppError("forbidden", said("members.refused.aboveOwn"));
    const scopes = [...new Set(input.scopes)];
    const beyond = scopes.filter((scope) => !scopesOf(input.role).includes(scope));
    if (beyond.length > 0)
      throw invalidField("scopes", said("apiKeys.refused.beyondRole", { scopes: beyond.join(", ") }));
    if (expiresAt && expiresAt <= clock.now())
      throw invalidField("expiresAt", said("apiKeys.refused.expired"));
    await requireRoom(db, tenantId);
    const [row] = await db
      .insert(apiKeys)
      .values({ tenantId, id: newId("key"), createdBy: actor.id ?? "", ...input, scopes, expiresAt })
      .returning();
    if (!row) throw new Error("the key was not kept");
    await emit("api_key.created", { id: row.id, label: row.name }, { role: row.role, scopes });
    return { ...row, ...(await addSecret(db, tenantId, row.id)) };
  },
});

async function requireRoom(db: WorkspaceDb, tenantId: string): Promise<void> {
  await db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`api-keys:${tenantId}`}, 0))`);
  const [taken] = await db
    .select({ total: count() })
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), isNull(apiKeys.revokedAt)));
  if ((taken?.total ?? 0) >= mostKeys)
    throw new AppError("limit_exceeded", said("apiKeys.refused.full", { most: mostKeys }));
}

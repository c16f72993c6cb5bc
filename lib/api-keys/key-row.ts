import { and, eq, isNull } from "drizzle-orm";
import { apiKeySecrets, apiKeys } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";
import { notFound } from "@/lib/core/errors";
import { clock } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { hintOf, newKeySecret } from "./secret";

/** One key that is not revoked, held until the transaction ends. Throws `not_found`. */
export async function lockKey(db: WorkspaceDb, tenantId: string, id: string) {
  const [row] = await db
    .select()
    .from(apiKeys)
    .where(and(eq(apiKeys.tenantId, tenantId), eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
    .for("update");
  if (!row) throw notFound("thing");
  return row;
}

/** Gives a key a secret, and returns it: nobody can read it again. */
export async function addSecret(db: WorkspaceDb, tenantId: string, keyId: string) {
  const secret = newKeySecret();
  const hint = hintOf(secret);
  await db
    .insert(apiKeySecrets)
    .values({ tenantId, keyId, hash: sha256(secret), hint, createdAt: clock.now() });
  return { secret, hint };
}

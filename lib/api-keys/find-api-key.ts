import { and, eq, isNull, lt, or } from "drizzle-orm";
import ipaddr from "ipaddr.js";
import { apiKeySecrets, apiKeys } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { AppError } from "@/lib/core/errors";
import { clock, minutes } from "@/lib/platform/clock";
import { sha256 } from "@/lib/platform/crypto";
import { said } from "@/lib/platform/said";
import { isKeySecret } from "./secret";

export type FoundKey = typeof apiKeys.$inferSelect;

/**
 * The key that a secret proves in this workspace. The row is read for every call, as a session's is, so that revoking works
 * at once; its last use is noted once a minute. Throws `unauthenticated` for what is no key here, which another workspace's
 * is not either, and tells only the holder of a secret that its key was revoked, is over or is used from elsewhere.
 */
export async function findApiKey(tenantId: string, secret: string, ip: string | null): Promise<FoundKey> {
  if (!isKeySecret(secret)) throw noKey();
  const key = await withPlatform(async (db) => {
    const [found] = await db
      .select({ key: apiKeys, endsAt: apiKeySecrets.endsAt })
      .from(apiKeySecrets)
      .innerJoin(
        apiKeys,
        and(eq(apiKeys.tenantId, apiKeySecrets.tenantId), eq(apiKeys.id, apiKeySecrets.keyId)),
      )
      .where(and(eq(apiKeySecrets.tenantId, tenantId), eq(apiKeySecrets.hash, sha256(secret))));
    if (!found) throw noKey();
    assertGood(found.key, found.endsAt, ip);
    const { id, lastUsedAt } = apiKeys;
    await db
      .update(apiKeys)
      .set({ lastUsedAt: clock.now() })
      .where(
        and(
          eq(apiKeys.tenantId, tenantId),
          eq(id, found.key.id),
          or(isNull(lastUsedAt), lt(lastUsedAt, clock.in(-minutes(1)))),
        ),
      );
    return found.key;
  });
  return key;
}

function assertGood({ revokedAt, expiresAt, networks }: FoundKey, endsAt: Date | null, ip: string | null) {
  const now = clock.now();
  if (revokedAt)
    throw new AppError("unauthenticated", said("apiKeys.refused.revoked"), { reason: "key_revoked" });
  if ((expiresAt && expiresAt <= now) || (endsAt && endsAt <= now))
    throw new AppError("unauthenticated", said("apiKeys.refused.over"), { reason: "key_expired" });
  if (networks.length > 0 && !networks.some((network) => isWithin(ip, network)))
    throw new AppError("forbidden", said("apiKeys.refused.elsewhere"), { reason: "address_not_allowed" });
}

/** An address nobody vouches for is in no network. */
function isWithin(ip: string | null, network: string): boolean {
  if (ip === null || !ipaddr.isValid(ip)) return false;
  const address = ipaddr.process(ip);
  const [range, bits] = ipaddr.parseCIDR(network);
  return address.kind() === range.kind() && address.match(range, bits);
}

const noKey = () => new AppError("unauthenticated", said("apiKeys.refused.unknown"), { trace: "secret" });

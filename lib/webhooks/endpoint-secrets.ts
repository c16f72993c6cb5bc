import type { webhookEndpoints } from "@/db/schema/tenant";
import { sealer } from "@/lib/keys/sealer";
import { clock } from "@/lib/platform/clock";

type Endpoint = typeof webhookEndpoints.$inferSelect;
type SecretColumn = "secret" | "previous_secret";

const table = "webhook_endpoints";

export const sealSecret = (tenantId: string, id: string, column: SecretColumn, secret: string) =>
  sealer(tenantId).seal(table, column, id, secret);

export const openSecret = ({ tenantId, id, secret }: Pick<Endpoint, "tenantId" | "id" | "secret">) =>
  sealer(tenantId).open(table, "secret", id, secret);

/** Every secret that signs now: the current one, and for a day after a rotation the one before. */
export async function signingSecrets(endpoint: Endpoint): Promise<string[]> {
  const { tenantId, id, previousSecret, previousUntil } = endpoint;
  const current = await openSecret(endpoint);
  if (!previousSecret || !previousUntil || previousUntil <= clock.now()) return [current];
  return [current, await sealer(tenantId).open(table, "previous_secret", id, previousSecret)];
}

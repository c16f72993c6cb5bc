import type { ApiKey } from "@/lib/api-keys/schema";
import { clock } from "@/lib/platform/clock";

export function stateOf({
  revokedAt,
  expiresAt,
}: Pick<ApiKey, "revokedAt" | "expiresAt">): "active" | "expired" | "revoked" {
  if (revokedAt) return "revoked";
  return expiresAt && expiresAt <= clock.now() ? "expired" : "active";
}

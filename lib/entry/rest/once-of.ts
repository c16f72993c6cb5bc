import type { TenantContext } from "@/lib/core/context";
import { invalidField } from "@/lib/core/errors";
import type { Once } from "@/lib/core/once";
import { sha256 } from "@/lib/platform/crypto";
import { said } from "@/lib/platform/said";

/** The key under which a request may be repeated, bare or in quotes, or undefined where it has none. Throws `invalid`. */
export function onceOf(
  request: Request,
  { actor }: TenantContext,
  operation: string,
  input: unknown,
): Omit<Once, "onReplay"> | undefined {
  const given = request.headers.get("idempotency-key");
  if (given === null || request.method !== "POST") return undefined;
  const key = /^"(.*)"$/.exec(given)?.[1] ?? given;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw invalidField("Idempotency-Key", said("api.refused.badKey"));
  return { key, principal: actor.id, digest: sha256(JSON.stringify([operation, input])) };
}

import type { Origin, Tenant } from "@/lib/core/context";
import { type Caller, nobody } from "@/lib/core/refusals";

/** Whoever is refused before it is known who asks. */
export const anonymousCallerAt = (
  verb: string,
  { tenant, origin }: { tenant: Pick<Tenant, "id"> | null; origin: Origin },
): Caller => ({
  verb,
  tenantId: tenant?.id ?? null,
  actor: nobody,
  origin,
});

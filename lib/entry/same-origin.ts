import { site } from "@/env";
import { AppError } from "@/lib/core/errors";
import { said } from "@/lib/platform/said";
import { isSameOrigin } from "@/lib/tenancy/same-origin";

/** Refuses a state-changing request that another site or a sibling workspace's page made. */
export function assertSameOrigin(headers: Pick<Headers, "get">): void {
  if (!isSameOrigin(headers, site()))
    throw new AppError("forbidden", said("tenancy.refused.anotherSite"), { trace: "origin" });
}

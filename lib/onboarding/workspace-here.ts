import type { PlatformContext, Tenant } from "@/lib/core/context";
import { AppError, notFound } from "@/lib/core/errors";

/** The workspace whose host was asked, provided that people may join it right now. */
export function workspaceHere({ tenant }: PlatformContext): Tenant {
  if (!tenant) throw notFound("workspace");
  if (tenant.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
  if (tenant.access !== "full")
    throw new AppError(
      "forbidden",
      `${tenant.name} cannot take new members right now. Please ask one of its owners.`,
    );
  return tenant;
}

import { said } from "@/lib/platform/said";
import type { Actor, PlatformContext, TenantContext } from "./context";
import { AppError } from "./errors";
import { can, type Permission } from "./permissions";

/** Throws `forbidden` unless the context holds the permission. */
export function requirePermission(context: TenantContext, permission: Permission): void {
  if (holds(context, permission)) return;
  if (can(context.role, permission))
    throw new AppError("forbidden", said("api.refused.scope", { scope: permission }), {
      reason: "insufficient_scope",
    });
  throw new AppError("forbidden", said("common.roleForbids"));
}

/** Whether the role may do it, and of a key whether it was given it. */
export const holds = ({ role, scopes }: TenantContext, permission: Permission): boolean =>
  can(role, permission) && (scopes === null || scopes.includes(permission));

/** Whether the role may do it and the workspace is not read-only: what a page asks before it offers a change. */
export const mayChange = (context: TenantContext, permission: Permission): boolean =>
  context.tenant.access === "full" && holds(context, permission);

/** Throws where a workspace is suspended, or read-only and the change is not one that is allowed then. */
export function requireAccess({ tenant }: TenantContext, allowedWhenReadOnly: boolean): void {
  if (tenant.status === "suspended") throw new AppError("forbidden", said("common.suspended"));
  if (tenant.access === "full" || allowedWhenReadOnly) return;
  throw billingRestricted(tenant.access);
}

/** The refusal of a change, or of a call, that waits for a payment or for the end of a pause. */
export const billingRestricted = (access: "restricted" | "suspended"): AppError =>
  new AppError(
    "billing_restricted",
    said(access === "restricted" ? "common.readOnlyUntilPaid" : "common.readOnlyWhilePaused"),
  );

/** The operator as an actor. The audience let one through, so there is one; the check is for the compiler. */
export function operatorOf({ operator }: PlatformContext): Actor & { kind: "operator" } {
  if (!operator) throw new AppError("forbidden", said("common.operatorsOnly"));
  return { kind: "operator", ...operator };
}

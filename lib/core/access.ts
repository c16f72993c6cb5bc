import type { Actor, PlatformContext, TenantContext } from "./context";
import { AppError } from "./errors";
import { can, type Permission } from "./permissions";

/** Throws `forbidden` unless the context holds the permission. */
export function requirePermission(context: TenantContext, permission: Permission): void {
  if (can(context.role, permission)) return;
  throw new AppError("forbidden", "Your role does not allow this. Ask an owner or admin of the workspace.");
}

/** Whether the role may do it and the workspace is not read-only: what a page asks before it offers a change. */
export const mayChange = ({ tenant, role }: TenantContext, permission: Permission): boolean =>
  tenant.access === "full" && can(role, permission);

/** Throws where a workspace is suspended, or read-only and the change is not one that is allowed then. */
export function requireAccess({ tenant }: TenantContext, allowedWhenReadOnly: boolean): void {
  if (tenant.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
  if (tenant.access === "full" || allowedWhenReadOnly) return;
  throw billingRestricted(tenant.access);
}

/** The refusal of a change, or of a call, that waits for a payment or for the end of a pause. */
export const billingRestricted = (access: "restricted" | "suspended"): AppError =>
  new AppError(
    "billing_restricted",
    access === "restricted"
      ? "This workspace is read-only until its open invoice is paid."
      : "This workspace is read-only while its plan is paused.",
  );

/** The operator as an actor. The audience let one through, so there is one; the check is for the compiler. */
export function operatorOf({ operator }: PlatformContext): Actor & { kind: "operator" } {
  if (!operator) throw new AppError("forbidden", "Only operators of the platform may do this.");
  return { kind: "operator", ...operator };
}

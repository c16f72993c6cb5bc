import type { z } from "zod";
import { type TenantDb, withTenant } from "@/db/tenant";
import type { Actor, TenantContext } from "./context";
import { AppError } from "./errors";
import { type Emit, emitter } from "./events";
import { Forgetting } from "./forget";
import { parseInput } from "./parse";
import { can, type Permission } from "./permissions";

/** A cap of the plan, checked under a lock inside the command's own transaction. */
export interface Limit {
  name: string;
  /** Throws `limit_exceeded` when one more does not fit. */
  admit(db: TenantDb, tenantId: string): Promise<void>;
}

/** What the deed itself is given: a transaction that is the tenant, so that there is no tenant id to pass or forget. */
export interface CommandScope {
  db: TenantDb;
  context: TenantContext;
  actor: Actor;
  emit: Emit;
  /** Names cache keys this change makes stale. */
  forget(...keys: string[]): void;
}

interface Declaration<I extends z.ZodType, O> {
  name: string;
  permission: Permission;
  input: I;
  limit?: Limit;
  /** What leads out of an unpaid invoice, or lets people go, stays open while a workspace is restricted or paused. */
  whileRestricted?: boolean;
  /** A command that tells nobody says why. */
  silent?: string;
  run(scope: CommandScope, input: z.output<I>): Promise<O>;
}

export interface Command<I extends z.ZodType = z.ZodType, O = unknown> extends Declaration<I, O> {
  readonly kind: "command";
}

/** Declares a verb of the product once; form, API, audit and the isolation tests are derived from it. */
export function command<I extends z.ZodType, O>(declaration: Declaration<I, O>): Command<I, O> {
  return { kind: "command", ...declaration };
}

/**
 * Runs a command: parse, permission, open the tenant's transaction, limit, deed, event, commit.
 * Throws `AppError`; whatever throws leaves nothing behind.
 */
export async function execute<I extends z.ZodType, O>(
  command: Command<I, O>,
  context: TenantContext,
  input: z.input<I>,
): Promise<O> {
  requirePermission(context, command.permission);
  requireAccess(context, command.whileRestricted ?? false);
  const parsed = parseInput(command.input, input);
  let emitted = 0;
  const forgetting = new Forgetting();
  const result = await withTenant(context.tenant.id, async (db) => {
    const source = { tenantId: context.tenant.id, actor: context.actor, origin: context.origin };
    const emit = emitter(db, source, () => emitted++);
    await command.limit?.admit(db, context.tenant.id);
    const done = await command.run(
      { db, context, actor: context.actor, emit, forget: forgetting.add },
      parsed,
    );
    if (emitted === 0 && !command.silent && !isRefusal(done)) throw new Error(`${command.name} told nobody`);
    await forgetting.beforeCommit(db);
    return done;
  });
  await forgetting.afterCommit();
  return result;
}

/** Throws `forbidden` unless the context's role holds the permission. */
export function requirePermission(context: TenantContext, permission: Permission): void {
  if (!can(context.role, permission)) {
    throw new AppError("forbidden", "Your role does not allow this. Ask an owner or admin of the workspace.");
  }
}

/** Whether the role may do it and the workspace is not read-only: what a page asks before it offers a change. */
export const mayChange = ({ tenant, role }: TenantContext, permission: Permission): boolean =>
  tenant.access === "full" && can(role, permission);

function requireAccess({ tenant }: TenantContext, whileRestricted: boolean): void {
  if (tenant.status === "suspended") throw new AppError("forbidden", "This workspace is suspended.");
  if (tenant.access === "full" || whileRestricted) return;
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

/** `{ ok: false, reason }` is an answer, not a change, so it owes no event. */
function isRefusal(result: unknown): boolean {
  return typeof result === "object" && result !== null && "ok" in result && result.ok === false;
}

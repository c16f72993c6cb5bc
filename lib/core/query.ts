import type { z } from "zod";
import { type TenantDb, withTenant } from "@/db/tenant";
import { requirePermission } from "./command";
import type { TenantContext } from "./context";
import { parseInput } from "./parse";
import type { Permission } from "./permissions";

interface Declaration<I extends z.ZodType, O> {
  name: string;
  permission: Permission;
  input: I;
  run(scope: { db: TenantDb; context: TenantContext }, input: z.output<I>): Promise<O>;
}

export interface Query<I extends z.ZodType = z.ZodType, O = unknown> extends Declaration<I, O> {
  readonly kind: "query";
}

/** Declares something a member may read. */
export function query<I extends z.ZodType, O>(declaration: Declaration<I, O>): Query<I, O> {
  return { kind: "query", ...declaration };
}

/** Runs a query inside the tenant's transaction. Throws `AppError`. */
export async function ask<I extends z.ZodType, O>(
  query: Query<I, O>,
  context: TenantContext,
  input: z.input<I>,
): Promise<O> {
  requirePermission(context, query.permission);
  const parsed = parseInput(query.input, input);
  return withTenant(context.tenant.id, (db) => query.run({ db, context }, parsed), { isReadOnly: true });
}

import type { z } from "zod";
import { levels } from "@/db/placement";
import { entitlements, memberships, placements, tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { type Origin, type PlatformContext, proveContext, type TenantContext } from "@/lib/core/context";
import type { Command, PlatformCommand, PlatformQuery, Query } from "@/lib/core/operation";
import type { Role } from "@/lib/core/permissions";
import { runCommand, runOnPlatform, runQuery } from "@/lib/core/run";
import type { PlanId } from "@/lib/entitlements/plans";
import { newId } from "@/lib/platform/id";
import { loadTenant } from "@/lib/tenancy/find-tenant";
import { move } from "./move";

export const origin: Origin = {
  host: "localhost:3000",
  requestId: "test",
  ip: "203.0.113.7",
  userAgent: "vitest",
};

export interface TestMember {
  userId: string;
  email: string;
  context: TenantContext & { readonly membershipId: string };
  run<I extends z.ZodType, O extends z.ZodType>(
    command: Command<I, O>,
    input: z.input<I>,
  ): Promise<z.output<O>>;
  ask<I extends z.ZodType, O extends z.ZodType>(query: Query<I, O>, input: z.input<I>): Promise<z.output<O>>;
}

let serial = 0;

/** A workspace with one member per role, in the database, ready to act; at the level of ISOLATION_LEVEL where one is given. */
export async function workspace({ plan = "business" as PlanId, name = "Acme" } = {}) {
  const slug = `${name.toLowerCase()}-${++serial}-${process.pid}`;
  const id = newId("ten");
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id, slug, name });
    await db.insert(placements).values({ tenantId: id });
    await db.insert(entitlements).values({ tenantId: id, plan });
  });
  const level = levels.find((one) => one === process.env.ISOLATION_LEVEL);
  if (level && level !== "shared") await move(id, level);
  const join = (role: Role) => member(slug, role);
  const [owner, admin, writer, viewer, billing] = await Promise.all(
    (["owner", "admin", "member", "viewer", "billing"] as const).map(join),
  );
  if (!owner || !admin || !writer || !viewer || !billing) throw new Error("unreachable");
  return { id, slug, owner, admin, member: writer, viewer, billing, join };
}
export type TestWorkspace = Awaited<ReturnType<typeof workspace>>;

/** A new person; give one to several workspaces with `member(slug, role, person)`. */
export async function person({ name = "Kim Larsen", isVerified = true } = {}) {
  const id = newId("usr");
  const email = `${id}@example.com`;
  await withPlatform((db) =>
    db.insert(users).values({ id, email, name, emailVerifiedAt: isVerified ? new Date() : null }),
  );
  return { id, email, name };
}

export async function member(
  slug: string,
  role: Role,
  who?: { id: string; email: string; name: string },
): Promise<TestMember> {
  const someone = who ?? (await person({ name: `${role} person` }));
  const tenant = await loadTenant(slug);
  if (!tenant) throw new Error(`no workspace ${slug}`);
  const membershipId = newId("mem");
  await withPlatform((db) =>
    db.insert(memberships).values({ tenantId: tenant.id, id: membershipId, userId: someone.id, role }),
  );
  const context = Object.assign(
    proveContext({
      tenant,
      actor: { kind: "user", id: someone.id, label: someone.name, email: someone.email },
      role,
      scopes: null,
      membershipId,
      sessionId: null,
      origin,
    }),
    { membershipId },
  );
  return {
    userId: someone.id,
    email: someone.email,
    context,
    run: (command, input) => runCommand(command, context, input),
    ask: (query, input) => runQuery(query, context, input),
  };
}

/** Runs a platform command as nobody, as a signed-in person, or as an operator. */
export function platform(overrides: Partial<PlatformContext> = {}) {
  const context: PlatformContext = { person: null, operator: null, tenant: null, origin, ...overrides };
  return {
    context,
    run: <I extends z.ZodType, O extends z.ZodType>(
      operation: PlatformCommand<I, O> | PlatformQuery<I, O>,
      input: z.input<I>,
    ) => runOnPlatform(operation, context, input),
  };
}

import type { z } from "zod";
import { entitlements, memberships, placements, tenants, users } from "@/db/schema/platform";
import { withPlatform } from "@/db/tenant";
import { type Command, execute } from "@/lib/core/command";
import { type Origin, type PlatformContext, proveContext, type TenantContext } from "@/lib/core/context";
import type { Role } from "@/lib/core/permissions";
import { executePlatform, type PlatformCommand } from "@/lib/core/platform-command";
import { ask, type Query } from "@/lib/core/query";
import type { PlanId } from "@/lib/entitlements/plans";
import { newId } from "@/lib/platform/id";
import { loadTenant } from "@/lib/tenancy/find-tenant";

export const origin: Origin = {
  host: "localhost:3000",
  requestId: "test",
  ip: "203.0.113.7",
  userAgent: "vitest",
};

export interface TestMember {
  userId: string;
  email: string;
  context: TenantContext;
  run<I extends z.ZodType, O>(command: Command<I, O>, input: z.input<I>): Promise<O>;
  ask<I extends z.ZodType, O>(query: Query<I, O>, input: z.input<I>): Promise<O>;
}

let serial = 0;

/** A workspace with one member per role, in the database, ready to act. */
export async function workspace({ plan = "business" as PlanId, name = "Acme" } = {}) {
  const slug = `${name.toLowerCase()}-${++serial}-${process.pid}`;
  const id = newId("tenant");
  await withPlatform(async (db) => {
    await db.insert(tenants).values({ id, slug, name });
    await db.insert(placements).values({ tenantId: id });
    await db.insert(entitlements).values({ tenantId: id, plan });
  });
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
  const id = newId("user");
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
  const membershipId = newId("membership");
  await withPlatform((db) =>
    db.insert(memberships).values({ tenantId: tenant.id, id: membershipId, userId: someone.id, role }),
  );
  const context = proveContext({
    tenant,
    actor: { kind: "user", id: someone.id, label: someone.name, email: someone.email },
    role,
    membershipId,
    sessionId: null,
    origin,
  });
  return {
    userId: someone.id,
    email: someone.email,
    context,
    run: (command, input) => execute(command, context, input),
    ask: (query, input) => ask(query, context, input),
  };
}

/** Runs a platform command as nobody, as a signed-in person, or as an operator. */
export function platform(overrides: Partial<PlatformContext> = {}) {
  const context: PlatformContext = { person: null, operator: null, tenant: null, origin, ...overrides };
  return {
    context,
    run: <I extends z.ZodType, O>(command: PlatformCommand<I, O>, input: z.input<I>) =>
      executePlatform(command, context, input),
  };
}

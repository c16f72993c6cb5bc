import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { entitlementOverrides, entitlements } from "@/db/schema/platform";
import type { PlatformDb } from "@/db/tenant";
import { operatorOf } from "@/lib/core/access";
import { AppError } from "@/lib/core/errors";
import { platformCommand, platformQuery } from "@/lib/core/operation";
import { entitlementKey } from "@/lib/entitlements/entitlement";
import { features, ruleOf } from "@/lib/entitlements/features";
import { cap } from "@/lib/entitlements/schema";
import { clock } from "@/lib/platform/clock";
import { instant } from "@/lib/platform/instant";
import { lockTenant } from "@/lib/tenancy/lock-tenant";
import { noteReason } from "./note-reason";
import { onWorkspace, removeOverrideInput, setOverrideInput } from "./schema";

const rest = { none: "operators work at the terminal" };

const overrideValue = z.union([cap, z.boolean()]);

/** Makes an exception from the plan for one workspace, or changes the one there is. */
export const setOverride = platformCommand({
  name: "override.set",
  audience: "operator",
  rest,
  summary: "Make an exception from the plan",
  input: setOverrideInput,
  output: z.object({ slug: z.string(), feature: z.string(), value: overrideValue }),
  emits: ["override.added"],
  example: { slug: "acme", feature: "projects", value: 50, reason: "Agreed with sales" },
  async run({ db, context, emitIn, invalidate }, { slug, feature, value, until, reason }) {
    requireFitting(feature, value);
    const { id: tenantId } = await lockTenant(db, slug);
    const override = { value, endsAt: until ?? null, reason, createdBy: operatorOf(context).id };
    await db
      .insert(entitlementOverrides)
      .values({ tenantId, feature, ...override })
      .onConflictDoUpdate({
        target: [entitlementOverrides.tenantId, entitlementOverrides.feature],
        set: override,
      });
    await raiseVersion(db, tenantId);
    invalidate(entitlementKey(tenantId));
    const data = { value, ...(until && { until: until.toISOString() }) };
    await emitIn(tenantId, operatorOf(context), "override.added", { id: feature, label: feature }, data);
    return { slug, feature, value };
  },
});

/** Removes an exception: the plan counts again. Throws `not_found` where there is none. */
export const removeOverride = platformCommand({
  name: "override.remove",
  audience: "operator",
  rest,
  summary: "Remove an exception from the plan",
  input: removeOverrideInput,
  output: z.object({ slug: z.string(), feature: z.string() }),
  emits: ["override.removed"],
  example: { slug: "acme", feature: "projects", reason: "The contract ended" },
  async run({ db, context, emitIn, invalidate }, { slug, feature, reason }) {
    const { id: tenantId } = await lockTenant(db, slug);
    const [removed] = await db
      .delete(entitlementOverrides)
      .where(and(eq(entitlementOverrides.tenantId, tenantId), eq(entitlementOverrides.feature, feature)))
      .returning();
    if (!removed) throw new AppError("not_found", `${slug} has no exception for ${feature}.`);
    await raiseVersion(db, tenantId);
    invalidate(entitlementKey(tenantId));
    const subject = { id: feature, label: feature };
    noteReason(context, { slug, deed: "override.removed", reason });
    await emitIn(tenantId, operatorOf(context), "override.removed", subject);
    return { slug, feature };
  },
});

/** The exceptions of one workspace, expired ones included. */
export const listOverrides = platformQuery({
  name: "override.list",
  audience: "operator",
  rest,
  summary: "List the exceptions of a workspace",
  input: onWorkspace,
  output: z.array(
    z.object({
      feature: z.string(),
      value: overrideValue,
      endsAt: instant.nullable(),
      reason: z.string(),
      createdBy: z.string(),
    }),
  ),
  example: { slug: "acme" },
  async run({ db }, { slug }) {
    const { id: tenantId } = await lockTenant(db, slug);
    return db
      .select()
      .from(entitlementOverrides)
      .where(eq(entitlementOverrides.tenantId, tenantId))
      .orderBy(asc(entitlementOverrides.feature));
  },
});

/** A feature that exists, and a value of its kind: caps for what is counted, yes or no for what is included. */
function requireFitting(feature: string, value: number | "unlimited" | boolean): void {
  if (!Object.hasOwn(features, feature)) {
    const names = Object.keys(features).join(", ");
    throw new AppError("invalid", "Please check the feature.", {
      fields: { feature: [`There is no feature ${feature}. There are: ${names}.`] },
    });
  }
  const isIncluded = ruleOf(feature).kind === "included";
  if (isIncluded === (typeof value === "boolean")) return;
  const message = isIncluded ? "Enter yes or no." : "Enter a number or unlimited.";
  throw new AppError("invalid", "Please check the value.", { fields: { value: [message] } });
}

async function raiseVersion(db: PlatformDb, tenantId: string): Promise<void> {
  await db
    .update(entitlements)
    .set({ version: sql`${entitlements.version} + 1`, updatedAt: clock.now() })
    .where(eq(entitlements.tenantId, tenantId));
}

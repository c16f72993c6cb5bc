import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, instant, tenantId, updatedAt } from "../columns";
import { platform } from "./schema";

export const tenants = platform.table(
  "tenants",
  {
    id: text("id").primaryKey(),
    slug: text("slug").notNull().unique(),
    name: text("name").notNull(),
    status: text("status", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    /** Why, in an operator's words and for operators alone. */
    suspendedReason: text("suspended_reason"),
    /** What everybody who comes to the workspace's address is told. */
    suspendedNotice: text("suspended_notice"),
    suspendedAt: instant("suspended_at"),
    signUpPolicy: text("sign_up_policy", { enum: ["open", "invitation", "domain"] })
      .notNull()
      .default("invitation"),
    signUpDomains: text("sign_up_domains").array().notNull().default(sql`'{}'::text[]`),
    signUpRole: text("sign_up_role", { enum: ["member", "viewer"] })
      .notNull()
      .default("member"),
    /** For members who have chosen none; null is as each browser asks. */
    language: text("language"),
    /** An IANA name; null is UTC. */
    timeZone: text("time_zone"),
    /** A hash that names the logo kept for it; null is initials. */
    picture: text("picture"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("tenants_slug_check", sql`${t.slug} ~ '^[a-z][a-z0-9-]{1,38}[a-z0-9]$' and ${t.slug} !~ '--'`),
    check("tenants_status_check", sql`${t.status} in ('active', 'suspended')`),
    check("tenants_policy_check", sql`${t.signUpPolicy} in ('open', 'invitation', 'domain')`),
    check("tenants_role_check", sql`${t.signUpRole} in ('member', 'viewer')`),
  ],
);

/** Every address a workspace has or had. Its primary key keeps one for whom it belongs to, also while they have another. */
export const addresses = platform.table(
  "addresses",
  {
    slug: text("slug").primaryKey(),
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    /** How long one that was left leads to the workspace and is given to nobody; null is the present one. */
    heldUntil: instant("held_until"),
  },
  (t) => [index("addresses_tenant_id_idx").on(t.tenantId)],
);

/** Where a tenant's rows live. `epoch` rises with every move, so that a stale instance can be told apart. */
export const placements = platform.table(
  "placements",
  {
    tenantId: tenantId()
      .primaryKey()
      .references(() => tenants.id, { onDelete: "cascade" }),
    level: text("level", { enum: ["shared", "schema", "database"] })
      .notNull()
      .default("shared"),
    schemaName: text("schema_name").notNull().default("tenant"),
    databaseKey: text("database_key"),
    epoch: integer("epoch").notNull().default(1),
  },
  (t) => [check("placements_level_check", sql`${t.level} in ('shared', 'schema', 'database')`)],
);

/** What a tenant may use. Written by billing and by operators, read by everyone else. */
export const entitlements = platform.table(
  "entitlements",
  {
    tenantId: tenantId()
      .primaryKey()
      .references(() => tenants.id, { onDelete: "cascade" }),
    plan: text("plan", { enum: ["free", "starter", "professional", "business", "enterprise"] })
      .notNull()
      .default("free"),
    extraSeats: integer("extra_seats").notNull().default(0),
    access: text("access", { enum: ["full", "restricted", "suspended"] })
      .notNull()
      .default("full"),
    version: integer("version").notNull().default(1),
    updatedAt: updatedAt(),
  },
  (t) => [
    check(
      "entitlements_plan_check",
      sql`${t.plan} in ('free', 'starter', 'professional', 'business', 'enterprise')`,
    ),
    check("entitlements_access_check", sql`${t.access} in ('full', 'restricted', 'suspended')`),
    check("entitlements_seats_check", sql`${t.extraSeats} >= 0`),
  ],
);

/** What gives a workspace its plan, a row for each source: its subscription, an operator. The best of them counts. */
export const planGrants = platform.table(
  "plan_grants",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    source: text("source", { enum: ["subscription", "operator"] }).notNull(),
    plan: text("plan", { enum: ["free", "starter", "professional", "business", "enterprise"] }).notNull(),
    extraSeats: integer("extra_seats").notNull().default(0),
    access: text("access", { enum: ["full", "restricted", "suspended"] })
      .notNull()
      .default("full"),
    endsAt: instant("ends_at"),
    /** An operator's, who tells why. */
    reason: text("reason"),
    grantedBy: text("granted_by"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.source] }),
    check("plan_grants_source_check", sql`${t.source} in ('subscription', 'operator')`),
    check("plan_grants_access_check", sql`${t.access} in ('full', 'restricted', 'suspended')`),
    check(
      "plan_grants_told_check",
      sql`${t.source} <> 'operator' or (${t.reason} is not null and ${t.grantedBy} is not null)`,
    ),
  ],
);

/** What one workspace may have other than its plan says, until it expires. The value is a cap or a yes or no. */
export const entitlementOverrides = platform.table(
  "entitlement_overrides",
  {
    tenantId: tenantId().references(() => tenants.id, { onDelete: "cascade" }),
    feature: text("feature").notNull(),
    value: jsonb("value").$type<number | "unlimited" | boolean>().notNull(),
    endsAt: instant("ends_at"),
    reason: text("reason").notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.feature] })],
);

/** Which share of a limit was warned of already: once per period. */
export const usageWarnings = platform.table(
  "usage_warnings",
  {
    tenantId: tenantId(),
    metric: text("metric").notNull(),
    periodStart: instant("period_start").notNull(),
    level: integer("level").notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.metric, t.periodStart, t.level] })],
);

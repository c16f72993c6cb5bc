export type Verb = "select" | "insert" | "update" | "delete";
/** Whole rows, or these columns of them. */
export type Extent = "all" | readonly string[];
/** What one role may do with one table; a verb that is not named is refused. */
export type Rights = Partial<Record<Verb, Extent>>;

/** The roles in which the application touches tables: see the table of `docs/architecture.md`. */
type Toucher = "tenant" | "workspace" | "platform";
export type TableRights = Partial<Record<Toucher, Rights>>;

const read: Rights = { select: "all" };
const append: Rights = { select: "all", insert: "all" };
const keep: Rights = { ...append, update: "all" };
const everything: Rights = { ...keep, delete: "all" };

/** Secrets and standing of accounts, sessions and links: nothing a workspace has to do with. */
const platformOnly = (platform: Rights): TableRights => ({ platform });
/** Written by the sync and by operators, shown to the workspace it is about. */
const shown = (platform: Rights): TableRights => ({ workspace: read, platform });

/**
 * What may be done with which table of the platform. Migrating grants exactly this and refuses a table that is not listed.
 * A column that is added to a table with named columns is closed until it is named.
 */
const platformRights: Record<string, TableRights> = {
  users: {
    workspace: { select: ["id", "email", "name", "email_verified_at", "language", "time_zone", "picture"] },
    platform: keep,
  },
  sessions: {
    workspace: { select: ["tenant_id", "user_id", "last_seen_at", "revoked_at"], update: ["revoked_at"] },
    platform: everything,
  },
  email_tokens: {
    workspace: { select: ["tenant_id", "email", "purpose", "used_at"], update: ["used_at"] },
    platform: everything,
  },
  handoffs: platformOnly(everything),
  rate_counters: platformOnly(everything),
  memberships: {
    workspace: { select: "all", update: ["role", "updated_at"], delete: "all" },
    platform: everything,
  },
  invitations: {
    workspace: {
      select: [
        ...["tenant_id", "id", "email", "role", "status", "invited_by", "expires_at"],
        ...["created_at", "updated_at"],
      ],
      insert: "all",
      update: ["status", "token_hash", "invited_by", "expires_at", "updated_at"],
    },
    platform: keep,
  },
  api_keys: {
    workspace: { select: "all", insert: "all", update: ["revoked_at", "updated_at"] },
    platform: { select: "all", update: ["last_used_at"] },
  },
  // A workspace may tell its secrets apart, and read none.
  api_key_secrets: {
    workspace: {
      select: ["tenant_id", "key_id", "hint", "ends_at", "created_at"],
      insert: "all",
      update: ["ends_at"],
    },
    platform: read,
  },
  request_keys: { workspace: everything, platform: { select: "all", delete: "all" } },
  tenants: {
    workspace: {
      select: [
        ...["id", "slug", "name", "status", "sign_up_policy", "sign_up_domains", "sign_up_role"],
        ...["language", "time_zone", "picture", "created_at", "updated_at"],
      ],
      update: [
        ...["name", "slug", "sign_up_policy", "sign_up_domains", "sign_up_role"],
        ...["language", "time_zone", "picture", "updated_at"],
      ],
    },
    platform: keep,
  },
  addresses: { workspace: everything, platform: everything },
  placements: { workspace: { select: ["tenant_id", "level"] }, platform: append },
  entitlements: shown(keep),
  // Not why and by whom: that stays with the operators.
  entitlement_overrides: {
    workspace: { select: ["tenant_id", "feature", "value", "ends_at"] },
    platform: everything,
  },
  plan_grants: platformOnly(everything),
  quotes: platformOnly(everything),
  plan_prices: platformOnly(keep),
  billing_accounts: shown(keep),
  billing_subscriptions: shown(keep),
  billing_invoices: shown(everything),
  billing_payment_attempts: shown(keep),
  billing_adjustments: shown(keep),
  billing_intents: shown(keep),
  billing_moves: platformOnly(keep),
  billing_move_payers: platformOnly(keep),
  pause_ends: { workspace: everything, platform: { select: "all", delete: "all" } },
  spending_limits: { workspace: everything, platform: { select: "all" } },
  // A workspace may add to what is on its way into its history, and take nothing out of it.
  event_outbox: { workspace: append, platform: everything },
  usage_warnings: platformOnly(append),
  billing_drift: platformOnly(append),
  billing_stripe_account: platformOnly(keep),
  billing_outbox: platformOnly(keep),
  billing_recovery: platformOnly(keep),
  billing_sync: platformOnly(keep),
  invoice_counters: platformOnly(keep),
  stripe_events: platformOnly(everything),
  tenant_keys: platformOnly({ ...append, update: ["kek_id", "wrapped", "state", "changed_at"] }),
  trial_redemptions: platformOnly(everything),
  // That there is one, and not why and by whom.
  trial_grants: { workspace: { select: ["tenant_id", "subscription_id"] }, platform: everything },
};

/** A workspace's own content, of which the platform sees nothing; a table that is not listed is all the workspace's. */
const tenantRights: Record<string, Rights> = {
  // What happened stays: nobody who runs here can change or delete a line.
  events: append,
  // Written by the owner, who moves.
  residence: read,
  api_calls: keep,
  usage_rollups: keep,
  usage_unique: { ...append, delete: "all" },
  usage_counters: keep,
  usage_periods: keep,
  usage_pushes: keep,
};

/** What each role may do with a table; undefined for one that has to be listed and is not. */
export const rightsOf = (stream: "platform" | "tenant", table: string): TableRights | undefined =>
  stream === "platform" ? platformRights[table] : { tenant: tenantRights[table] ?? everything };

export type RoleName = Toucher | "resident" | "app" | "jobs";

/** Every function of ours that somebody may call, by its signature; what is not listed is for the owner alone. */
export const functionRights: Record<string, readonly RoleName[]> = {
  "platform.living_session(text)": ["platform"],
  "platform.live_session(text, text)": ["platform"],
  "platform.open_intent(text, text, jsonb, text, text)": ["workspace"],
  "platform.move_intent(text, text[], text, text, timestamptz, timestamptz)": ["workspace", "platform"],
  "jobs.add_job(text, json, timestamptz, text, integer)": ["platform", "jobs"],
  "jobs.add_tenant_job(text, json, timestamptz, text, integer)": ["tenant", "resident", "workspace"],
};

/** The jobs a workspace's transaction may queue. */
export const tenantJobs = ["mail.send", "cache.invalidate", "webhook.deliver"] as const;

/**
 * Functions of Postgres's own that it lets everybody call, by which one workspace's statement would reach another's: large
 * objects lie outside of every table, and a login may otherwise read and end the work of its own other connections.
 */
export const closedFunctions = [
  "lo\\_%",
  "loread",
  "lowrite",
  "pg_stat_get_activity",
  "pg_stat_get_backend_activity",
  "pg_terminate_backend",
  "pg_cancel_backend",
] as const;

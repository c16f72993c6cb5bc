import { eq } from "drizzle-orm";
import { projects, webhookEndpoints } from "@/db/schema/tenant";
import { alongside, isTenants, type Store, type StoreDb, type StoreDbs, type WorkspaceDb } from "@/db/tenant";
import type { Permission } from "@/lib/core/permissions";
import type { MetricId } from "@/lib/usage/metrics";
import { occupiedSeats } from "./occupied-seats";
import type { Cap, Plan, Thing } from "./plans";
import { type Rows, rowsOf } from "./rows";

/** What a restricted workspace, which is read-only, may go on with. */
interface WhenRestricted {
  staysOpen?: boolean;
}

interface CountedRule<S extends Store = Store> extends WhenRestricted {
  kind: "counted";
  /** Where what is counted lives. */
  store: S;
  /** How many the workspace has, for a transaction that is inside it. */
  count(db: StoreDbs[S]): Promise<number>;
  capOf(plan: Plan, extraSeats: number): Cap;
  /** Who may know how many there are, and who may add one. */
  seenBy: Permission;
  addedBy: Permission;
  /** What is counted, where it is rows that a downgrade leaves behind, to be read and no more. */
  rows?: Rows;
  /** The catalog sells room for it already, and there is nothing yet that takes it: no page tells of its use. */
  isComing?: true;
}

interface MeteredRule extends WhenRestricted {
  kind: "metered";
  metric: MetricId;
  /** In the metric's own unit. */
  capOf(plan: Plan): Cap;
  /** How many units of the metric one unit of an override stands for. */
  unit: number;
  /** Whether more than the cap is let in and billed, or refused. */
  isSoft(plan: Plan): boolean;
}

interface IncludedRule extends WhenRestricted {
  kind: "included";
  isIncluded(plan: Plan): boolean;
}

/** What the catalog has a cap on: rows of the workspace's, or nothing yet. */
type ThingRule = CountedRule & ({ rows: Rows } | { isComing: true });

export type Rule = CountedRule | MeteredRule | IncludedRule;

const bytesPerGb = 1_000_000_000;
const times = (cap: Cap, unit: number): Cap => (cap === "unlimited" ? cap : cap * unit);

/** Everything a workspace can be asked about: is there room, is it in the plan? */
export const features = {
  projects: {
    kind: "counted",
    // Archived ones count too: archiving is not a way around the plan.
    ...rowsOf(projects, eq(projects.status, "active")),
    capOf: ({ limits }) => limits.projects,
    seenBy: "projects:read",
    addedBy: "projects:write",
  },
  seats: {
    kind: "counted",
    store: "platform",
    capOf: ({ seats }, extraSeats) => seats + extraSeats,
    count: (db: WorkspaceDb) => occupiedSeats(db),
    seenBy: "members:read",
    addedBy: "members:manage",
  },
  /** Webhook endpoints. Paused ones count too, and stay as they are after a downgrade. */
  integrations: {
    kind: "counted",
    ...rowsOf(webhookEndpoints, eq(webhookEndpoints.status, "active")),
    capOf: ({ limits }) => limits.integrations,
    seenBy: "webhooks:read",
    addedBy: "webhooks:manage",
  },
  customDomains: {
    kind: "counted",
    store: "platform",
    capOf: ({ limits }) => limits.customDomains,
    count: async () => 0,
    seenBy: "workspace:read",
    addedBy: "workspace:update",
    isComing: true,
  },
  apiCalls: {
    kind: "metered",
    metric: "apiCalls",
    unit: 1,
    capOf: ({ limits }) => limits.apiCallsPerMonth,
    isSoft: ({ apiOverage }) => apiOverage !== null,
    staysOpen: true,
  },
  /** Gigabytes of a thousand million bytes in the plan and in overrides, bytes in what is measured. */
  storage: {
    kind: "metered",
    metric: "storage",
    unit: bytesPerGb,
    capOf: ({ limits }) => times(limits.storageGb, bytesPerGb),
    isSoft: () => false,
  },
  prioritySupport: { kind: "included", isIncluded: ({ support }) => support !== "Email", staysOpen: true },
  /** A schema of the database to itself: agreed upon with whoever is not sold to on a page. */
  ownSchema: { kind: "included", isIncluded: ({ isSelfServe }) => !isSelfServe, staysOpen: true },
  /** These two lead out, so nothing closes them. */
  billing: { kind: "included", isIncluded: () => true, staysOpen: true },
  export: { kind: "included", isIncluded: () => true, staysOpen: true },
} satisfies Record<Thing, ThingRule> & Record<string, Rule>;

export type Feature = keyof typeof features;
export type CountedFeature = {
  [F in Feature]: (typeof features)[F]["kind"] extends "counted" ? F : never;
}[Feature];
/** Of those, what there can be some of today. */
export type CountableFeature = {
  [F in CountedFeature]: (typeof features)[F] extends { isComing: true } ? never : F;
}[CountedFeature];
/** Of those, what a downgrade leaves behind to be read and no more. Seats are not: nobody is locked out over a plan. */
export type RowFeature = {
  [F in CountedFeature]: (typeof features)[F] extends { rows: Rows } ? F : never;
}[CountedFeature];
export type StoreOf<F extends CountedFeature> = (typeof features)[F]["store"];
export type MeteredFeature = {
  [F in Feature]: (typeof features)[F]["kind"] extends "metered" ? F : never;
}[Feature];

const names = Object.keys(features).filter((name): name is Feature => Object.hasOwn(features, name));
export const countableFeatures = names.filter((name): name is CountableFeature => {
  const rule = ruleOf(name);
  return rule.kind === "counted" && !rule.isComing;
});
export const rowFeatures = names.filter(isRowFeature);
export const meteredFeatures = names.filter(
  (name): name is MeteredFeature => ruleOf(name).kind === "metered",
);
export const alwaysOpen: readonly Feature[] = ["billing", "export"];

/** The rule of a feature. Throws for a word that is none: whoever asks has misspelt it. */
export function ruleOf(feature: string): Rule {
  if (!Object.hasOwn(features, feature)) throw new Error(`there is no feature "${feature}"`);
  return features[feature as Feature];
}

/** Whether what is counted is rows, the newest of which a smaller plan leaves to be read and no more. */
export function isRowFeature(name: Feature): name is RowFeature {
  const rule = ruleOf(name);
  return rule.kind === "counted" && rule.rows !== undefined;
}

/** How many of something a workspace has. Throws where it lives in the workspace's own store and `db` is elsewhere. */
export function countOf(db: StoreDb, tenantId: string, feature: CountedFeature): Promise<number> {
  const rule = features[feature];
  if (rule.store === "platform") return alongside(db, tenantId, (beside) => rule.count(beside));
  if (!isTenants(db)) throw new Error(`${feature} are counted in the workspace's own store`);
  return rule.count(db);
}

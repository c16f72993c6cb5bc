import { z } from "zod";
import { type OutputOf, query } from "@/lib/core/operation";
import { can } from "@/lib/core/permissions";
import { entitlementSnapshot } from "./entitlement";
import { countableFeatures, features } from "./features";
import { featureUsage, usageOfEach } from "./usage-of";

const limits = z.record(z.enum(countableFeatures), featureUsage);

/** How much of everything the plan counts there is, and how much there may be. */
export const listLimits = query({
  name: "limit.list",
  summary: "Tell how much of each limit is used",
  permission: "billing:read",
  input: z.strictObject({}),
  output: limits,
  rest: "GET /limits",
  example: {},
  run: async ({ db, context: { tenant } }) =>
    limits.parse(Object.fromEntries(await usageOfEach(db, tenant.id, countableFeatures))),
});
export type Limits = OutputOf<typeof listLimits>;

/** The same for the dashboard, as far as the member may see what is counted. */
export const limitOverview = query({
  name: "limit.overview",
  summary: "Sum up the limits for the dashboard",
  permission: "workspace:read",
  input: z.strictObject({}),
  output: z.partialRecord(z.enum(countableFeatures), featureUsage),
  rest: { none: "what the dashboard draws; GET /limits tells it of every limit" },
  example: {},
  async run({ db, context: { tenant, role } }) {
    const seen = countableFeatures.filter((feature) => can(role, features[feature].seenBy));
    const { entitlement } = await entitlementSnapshot(tenant.id);
    return Object.fromEntries(await usageOfEach(db, tenant.id, seen, entitlement));
  },
});

import { z } from "zod";
import { query } from "@/lib/core/operation";
import { featureUsage, usageOf } from "./usage-of";

/** How much of what the plan counts there is, and how much there may be. */
export const listLimits = query({
  name: "limit.list",
  summary: "Tell how much of each limit is used",
  permission: "billing:read",
  input: z.strictObject({}),
  output: z.object({ projects: featureUsage, seats: featureUsage }),
  rest: "GET /limits",
  example: {},
  run: async ({ db, context: { tenant } }) => ({
    projects: await usageOf(db, tenant.id, "projects"),
    seats: await usageOf(db, tenant.id, "seats"),
  }),
});

import { text } from "drizzle-orm/pg-core";
import { instant } from "../../columns";
import { platform } from "../schema";
import { billedTenant } from "./columns";

/** When a pause ends by itself. Written with the request for the pause, and gone once it has ended. */
export const pauseEnds = platform.table("pause_ends", {
  tenantId: billedTenant().primaryKey(),
  subscriptionId: text("subscription_id").notNull(),
  endsAt: instant("ends_at").notNull(),
});

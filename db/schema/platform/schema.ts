import { pgSchema } from "drizzle-orm/pg-core";

/** What belongs to the platform: people, workspaces, who may enter them, and what they pay. */
export const platform = pgSchema("platform");

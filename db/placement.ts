import { eq } from "drizzle-orm";
import { cached, invalidate } from "@/lib/platform/cache";
import { connection, direct } from "./client";
import { placements } from "./schema/platform";

/** Where a tenant's rows live: in the schema all share or in one of its own; and which move brought them there. */
export interface Placement {
  tenantId: string;
  level: Level;
  /** Rises with every move; the store knows it, too (`residence`). */
  epoch: number;
}

/** How far a workspace's own store is set apart from the others'. */
export const levels = ["shared", "schema"] as const;
export type Level = (typeof levels)[number];

/** The schema all share. */
export const sharedSchema = "tenant";
/** The epoch of a workspace that never moved. */
export const firstEpoch = 1;

/** The schema is made of the level and the id alone: no row, however it was forged, leads into another's. */
export const schemaOf = ({ level, tenantId }: Pick<Placement, "level" | "tenantId">): string =>
  level === "shared" ? sharedSchema : tenantId;

const placementKey = (tenantId: string): string => `placement:${tenantId}`;

/** A tenant's placement: two seconds in the process, ten minutes in Redis, forgotten with every move. Throws where there is none. */
export async function placementOf(tenantId: string): Promise<Placement> {
  const found = await cached(placementKey(tenantId), { seconds: 600 }, () => loadPlacement(tenantId));
  if (!found) throw new Error("the workspace has no placement");
  return found;
}

/** Makes every process forget where a workspace lives; one that remembers it longer is refused by the store. */
export const forgetPlacement = (tenantId: string): Promise<boolean> => invalidate(placementKey(tenantId));

async function loadPlacement(tenantId: string): Promise<Placement> {
  const { level, epoch } = placements;
  const [row] = await direct(
    connection("platform")
      .db.select({ level, epoch })
      .from(placements)
      .where(eq(placements.tenantId, tenantId)),
  );
  const known = levels.find((one) => one === row?.level);
  // Never a level instead of the one it should have: its rows are elsewhere.
  if (!row || !known) throw new Error("the workspace has no placement");
  return { tenantId, level: known, epoch: row.epoch };
}

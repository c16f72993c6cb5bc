import { and, desc, eq } from "drizzle-orm";
import { z } from "zod";
import { events } from "@/db/schema/tenant";
import type { TenantDb } from "@/db/tenant";
import { instant } from "@/lib/platform/instant";

/** A line of one thing's own history as it leaves. */
const historyLine = z.object({
  id: z.string(),
  type: z.string(),
  actorLabel: z.string(),
  subjectLabel: z.string().nullable(),
  /** What explains the change, by the type of the event. */
  data: z.record(z.string(), z.unknown()),
  createdAt: instant,
});

export const history = z.array(historyLine);

/** What happened to one thing of a workspace, newest first, at most 50 lines of it. */
export const historyOf = (db: TenantDb, tenantId: string, id: string) =>
  db
    .select()
    .from(events)
    .where(and(eq(events.tenantId, tenantId), eq(events.subjectId, id)))
    .orderBy(desc(events.id))
    .limit(50);

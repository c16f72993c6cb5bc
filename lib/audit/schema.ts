import { z } from "zod";
import { risks } from "@/lib/core/risks";
import { instant } from "@/lib/platform/instant";

/** A filter by risk; `none` leaves what was refused out. */
export const auditRisks = ["none", ...risks] as const;

export const actorKinds = ["user", "api_key", "operator", "system", "stripe", "anonymous"] as const;

export const pageSize = 50;

/** A line of the history as it leaves; its type may be one that only another version knows. */
export const auditEvent = z.object({
  id: z.string(),
  type: z.string(),
  actorKind: z.enum(actorKinds),
  actorId: z.string().nullable(),
  actorLabel: z.string(),
  /** Null where it is about nothing, or about what only a vendor has an id for. */
  subjectId: z.string().nullable(),
  subjectLabel: z.string().nullable(),
  /** Of what was refused; what was done has none. */
  risk: z.enum(risks).nullable(),
  /** What explains the change, by the type of the event. */
  data: z.record(z.string(), z.unknown()),
  ip: z.string().nullable(),
  userAgent: z.string().nullable(),
  createdAt: instant,
});
export type EventRow = z.output<typeof auditEvent>;

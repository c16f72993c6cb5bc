import { z } from "zod";
import { risks } from "@/lib/core/risks";
import { cursorText } from "@/lib/platform/cursor-text";
import { instant } from "@/lib/platform/instant";

/** A filter by risk; `none` leaves what was refused out. */
export const auditRisks = ["none", ...risks] as const;

export const pageSize = 50;

/** A line of the history as it leaves; its type may be one that only another version knows. */
export const auditEvent = z.object({
  id: z.string(),
  type: z.string(),
  actorKind: z.enum(["user", "api_key", "operator", "system", "stripe", "anonymous"]),
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

export const listEventsInput = z.strictObject({
  /** A noun such as `project`: every event that begins with it. */
  noun: z
    .string()
    .regex(/^[a-z_]{1,40}$/, "That is not a noun.")
    .optional(),
  actorId: z
    .string()
    .regex(/^usr_[0-9a-z]{26}$/, "That is not a person.")
    .optional(),
  risk: z.enum(auditRisks).optional(),
  cursor: cursorText(),
  before: cursorText(),
});

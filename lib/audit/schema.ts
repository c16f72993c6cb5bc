import { z } from "zod";
import { eventCatalog } from "@/lib/core/events";

export const pageSize = 50;

/** The nouns an audit log can be filtered by. */
export const auditNouns = [...new Set(Object.keys(eventCatalog).map((type) => type.split(".")[0] ?? type))];

/** What an address asks for. A filter it does not understand is none: a mangled link still shows the log. */
export const listEventsInput = z.strictObject({
  /** A noun such as `project`: every event that begins with it. */
  noun: z.enum(auditNouns).optional().catch(undefined),
  actorId: z
    .string()
    .regex(/^usr_[0-9a-z]{26}$/)
    .optional()
    .catch(undefined),
  cursor: z.string().max(300).optional().catch(undefined),
  before: z.string().max(300).optional().catch(undefined),
});

import { z } from "zod";
import { events } from "@/db/schema/tenant";
import { listing } from "@/lib/core/listing";
import { wordsOf } from "@/lib/platform/display-name";
import { said } from "@/lib/platform/said";
import { actorKinds, auditRisks, pageSize } from "./schema";

const longestSearch = 80;

/** How the history is listed. Ids rise with time, so that they are its order. */
export const eventListing = listing({
  filters: {
    /** In the names of who did it and of what it was about. */
    search: wordsOf({ most: longestSearch }).optional(),
    /** A noun such as `project`: every event that begins with it. */
    noun: z
      .string()
      .regex(/^[a-z_]{1,40}$/, said("audit.refused.noNoun"))
      .optional(),
    actorId: z
      .string()
      .regex(/^usr_[0-9a-z]{26}$/, said("audit.refused.noPerson"))
      .optional(),
    actorKind: z.enum(actorKinds).optional(),
    risk: z.enum(auditRisks).optional(),
    /** From this moment on. */
    since: z.iso.datetime().optional(),
    /** Before this moment. */
    until: z.iso.datetime().optional(),
  },
  sorts: { createdAt: { key: events.id, type: "text", isDescending: true } },
  defaultSort: "createdAt",
  id: events.id,
  pageSize,
});

export const listEventsInput = eventListing.input;
export type ListEventsInput = z.output<typeof listEventsInput>;

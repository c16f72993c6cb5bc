import { z } from "zod";
import { days, minutes } from "@/lib/platform/clock";
import { isStorable, toStorable } from "@/lib/platform/storable";

/** How far back and ahead of our clock an event may lie. */
export const acceptedPastMs = days(35);
export const acceptedFutureMs = minutes(5);
export const mostEvents = 1_000;

/** ASCII, so that the database and JavaScript agree on which of two comes last. */
const identifier = z.string().regex(/^[\x21-\x7e]{1,200}$/, "Use 1 to 200 ASCII characters without blanks.");
const word = z.string().min(1).max(200).refine(isStorable, "Leave out U+0000 and halves of surrogate pairs.");

const value = z.union([
  z.int().nonnegative().transform(String),
  z.string().regex(/^\d{1,20}(\.\d{1,9})?$/, "Write a decimal number of at most nine places, as text."),
]);

const dims = z
  .record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,39}$/, "Name a dimension in letters and digits."), word)
  .refine((given) => Object.keys(given).length <= 8, "Give at most 8 dimensions.");

const named = {
  id: identifier,
  /** Who counts: ids are unique within a source. Our own sources start with a `$`, so that nobody can speak for us. */
  source: z
    .string()
    .regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "Use small letters, digits, - and _.")
    .default("api"),
};

const recorded = z.strictObject({
  ...named,
  op: z.literal("record").default("record"),
  metric: z.string().min(1).max(40),
  /** The time of arrival where nothing is said. */
  time: z.iso.datetime({ offset: true }).optional(),
  value: value.default("1"),
  subject: word.optional(),
  /** What is counted once, however often it comes: a person, a device. */
  unique: word.optional(),
  dims: dims.default({}),
});

/** Takes an earlier event of the same source back. */
const taken = z.strictObject({ ...named, op: z.literal("void"), voids: identifier });

export const usageEventInput = z.union([recorded, taken]);
export type UsageEventInput = z.input<typeof usageEventInput>;
export type UsageEvent = z.output<typeof usageEventInput>;
export type RecordedEvent = z.output<typeof recorded>;
export type VoidEvent = z.output<typeof taken>;

/** Why an event is not counted. */
const rejection = z.enum(["invalid", "unknown_metric", "time_window", "unknown_event", "already_void"]);

/** What became of one event. An accepted one may be late: it then counts in the period that is open now. */
export const receipt = z.discriminatedUnion("status", [
  z.object({ id: z.string(), status: z.literal("accepted"), isLate: z.boolean() }),
  z.object({ id: z.string(), status: z.enum(["duplicate", "conflict"]) }),
  z.object({
    /** Null where there was none to be read. */
    id: z.string().nullable(),
    status: z.literal("rejected"),
    reason: rejection,
    /** What is wrong with one that is `invalid`. */
    message: z.string().optional(),
  }),
]);
export type Receipt = z.output<typeof receipt>;

/** What was sent in an event's place, as far as its sender can be told of it. */
export interface NoEvent {
  id: string | null;
  status: "rejected";
  reason: "invalid";
  message: string;
}

/** Each by itself, so that a slip in one does not turn the others away. */
const eventOrNot = z.unknown().transform((item): UsageEvent | NoEvent => {
  const parsed = usageEventInput.safeParse(item);
  if (parsed.success) return parsed.data;
  const { id } = { id: null, ...(item as object | null) };
  const message = parsed.error.issues[0]?.message ?? "This is not an event.";
  return {
    id: typeof id === "string" ? toStorable(id) : null,
    status: "rejected",
    reason: "invalid",
    message,
  };
});

/** The batch as a whole. */
export const recordUsageInput = z.strictObject({
  events: z
    .array(eventOrNot, { error: "Send a list of events." })
    .min(1, "Send at least one event.")
    .max(mostEvents, `Send at most ${mostEvents.toLocaleString("en")} events at a time.`),
});

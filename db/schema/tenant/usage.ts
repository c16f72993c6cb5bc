import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { instant, tenantId } from "../columns";

/** Exact to nine places, and text in JavaScript: no figure that somebody pays for ever passes through a float. */
const amount = (name: string) => numeric(name, { precision: 38, scale: 9 });

/**
 * Every raw fact, once. The key is the first 128 bits of sha256(source, id), so that the primary key is the exact
 * deduplication; rows are kept longer than events are accepted, so that none can be counted a second time.
 */
export const usageEvents = pgTable(
  "usage_events",
  {
    tenantId: tenantId(),
    key: uuid("key").notNull(),
    /** Of everything the sender said: the same id with other words is a conflict. */
    payloadHash: uuid("payload_hash").notNull(),
    source: text("source").notNull(),
    id: text("id").notNull(),
    metric: text("metric").notNull(),
    time: instant("time").notNull(),
    value: amount("value").notNull(),
    subject: text("subject"),
    uniqueHash: uuid("unique_hash"),
    dims: jsonb("dims").$type<Record<string, string>>().notNull().default({}),
    /** The billing period it counts in, and whether that is a later one than its own, which was closed already. */
    periodStart: instant("period_start").notNull(),
    isLate: boolean("is_late").notNull().default(false),
    /** 1 counts, 0 was taken back, -1 takes back what a closed period has counted. */
    weight: smallint("weight").notNull().default(1),
    voidedBy: uuid("voided_by"),
    receivedAt: instant("received_at").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.key] }),
    index("usage_events_time_index").on(t.tenantId, t.metric, t.time),
    index("usage_events_received_index").using("brin", t.receivedAt),
    check("usage_events_weight_check", sql`${t.weight} in (-1, 0, 1)`),
  ],
);

/** The ledger: what happened in one hour, per metric, dimensions and the billing period it counts in. */
export const usageRollups = pgTable(
  "usage_rollups",
  {
    tenantId: tenantId(),
    metric: text("metric").notNull(),
    periodStart: instant("period_start").notNull(),
    hour: instant("hour").notNull(),
    isLate: boolean("is_late").notNull(),
    dimsKey: uuid("dims_key").notNull(),
    dims: jsonb("dims").$type<Record<string, string>>().notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
    sum: amount("sum").notNull(),
    max: amount("max"),
    min: amount("min"),
    lastTime: instant("last_time"),
    lastId: text("last_id"),
    lastValue: amount("last_value"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.metric, t.periodStart, t.hour, t.isLate, t.dimsKey] })],
);

/** Who or what was seen on a day: the exact count of different ones, for as long as it is asked for. */
export const usageUnique = pgTable(
  "usage_unique",
  {
    tenantId: tenantId(),
    metric: text("metric").notNull(),
    periodStart: instant("period_start").notNull(),
    day: date("day").notNull(),
    hash: uuid("hash").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.metric, t.periodStart, t.day, t.hash] })],
);

/** The running total of a period: what a hard quota is held against, in one row and one statement. */
export const usageCounters = pgTable(
  "usage_counters",
  {
    tenantId: tenantId(),
    metric: text("metric").notNull(),
    periodStart: instant("period_start").notNull(),
    used: amount("used").notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.metric, t.periodStart] })],
);

/** What a period begins with of one metric, because the terms changed within what is paid for. Decimals. */
export interface CarriedUsage {
  /** Counts in it from the start. */
  amount: string;
  /** What was included so far and not billed, also what is more than these terms include: other terms may include it again. */
  free: string;
  /** What was billed beyond each of the earlier terms. */
  billed: { terms: string; amount: string }[];
  /** The provider's lines by which it was billed. */
  billedBy: string[];
}

/** The billing periods, half open. Once closed, what was used in one is counted in the next. */
export const usagePeriods = pgTable(
  "usage_periods",
  {
    tenantId: tenantId(),
    startsAt: instant("starts_at").notNull(),
    endsAt: instant("ends_at").notNull(),
    closedAt: instant("closed_at"),
    /** What it is billed by, in billing's words; null where it is not. Other terms begin another period. */
    terms: text("terms"),
    /** The subscription that bills it, and that one's own period, of which this may be a part. */
    subscriptionId: text("subscription_id"),
    billingStart: instant("billing_start"),
    billingEnd: instant("billing_end"),
    /** By metric; null where it begins at nothing. */
    carried: jsonb("carried").$type<Record<string, CarriedUsage>>(),
  },
  (t) => [
    primaryKey({ columns: [t.tenantId, t.startsAt] }),
    check("usage_periods_order_check", sql`${t.startsAt} < ${t.endsAt}`),
  ],
);

/** What the payment provider was last told of a period: always the whole total, so that telling twice is harmless. */
export const usagePushes = pgTable(
  "usage_pushes",
  {
    tenantId: tenantId(),
    metric: text("metric").notNull(),
    periodStart: instant("period_start").notNull(),
    total: amount("total").notNull(),
    /** Rises with the total: the provider takes each revision once. */
    revision: integer("revision").notNull(),
    wantedAt: instant("wanted_at").notNull(),
    pushedAt: instant("pushed_at"),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.metric, t.periodStart] })],
);

import { sql } from "drizzle-orm";
import { boolean, check, text } from "drizzle-orm/pg-core";
import { updatedAt } from "../../columns";
import { platform } from "../schema";
import { billedTenant, money } from "./columns";

/** What a workspace wants to spend at most, in a billing period, on what is used beyond its plan. */
export const spendingLimits = platform.table(
  "spending_limits",
  {
    tenantId: billedTenant().primaryKey(),
    amount: money("amount").notNull(),
    /** What the amount was chosen in: its workspace may come to pay in another. Null of before there was a choice. */
    currency: text("currency"),
    /** Whether use stops there; otherwise mails tell of it and no more. */
    isHard: boolean("is_hard").notNull(),
    updatedAt: updatedAt(),
  },
  (t) => [check("spending_limits_amount_check", sql`${t.amount} >= 0`)],
);

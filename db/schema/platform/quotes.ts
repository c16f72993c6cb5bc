import { sql } from "drizzle-orm";
import { check, index, integer, text } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "../columns";
import { platform } from "./schema";
import { tenants } from "./tenancy";

export const quoteStatuses = ["new", "answered", "won", "lost"] as const;
export const quoteStarts = ["month", "quarter", "later"] as const;

/** Who asked what Enterprise would cost them. One without a tenant was asked by somebody who was not signed in to one. */
export const quotes = platform.table(
  "quotes",
  {
    id: text("id").primaryKey(),
    tenantId: text("tenant_id").references(() => tenants.id, { onDelete: "cascade" }),
    company: text("company").notNull(),
    email: text("email").notNull(),
    seats: integer("seats").notNull(),
    needs: text("needs").notNull(),
    start: text("start", { enum: quoteStarts }).notNull(),
    status: text("status", { enum: quoteStatuses }).notNull().default("new"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    check("quotes_status_check", sql`${t.status} in ('new', 'answered', 'won', 'lost')`),
    check("quotes_start_check", sql`${t.start} in ('month', 'quarter', 'later')`),
    index("quotes_status_index").on(t.status, t.id),
  ],
);

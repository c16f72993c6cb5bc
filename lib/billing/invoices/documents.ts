import { and, eq, isNotNull, sql } from "drizzle-orm";
import { unionAll } from "drizzle-orm/pg-core";
import { billingAdjustments, billingInvoices } from "@/db/schema/platform";
import type { WorkspaceDb } from "@/db/tenant";

const invoices = billingInvoices;
const notes = billingAdjustments;

/** What a workspace was sent for its books, as a list has it: invoices, and credit notes with their amounts below zero. */
export const documentsOf = (db: WorkspaceDb, tenantId: string) =>
  unionAll(issuedInvoices(db, tenantId), creditNotes(db, tenantId)).as("documents");

/**
 * What Stripe issues at the start of a trial, or for a month in which nothing was used, has no line with an amount. It bills
 * nothing, so lists and exports leave it out.
 */
export const billsSomething = sql`(${invoices.total} <> 0 or ${invoices.lines} @? '$[*] ? (@.amount != 0)')`;

const issuedInvoices = (db: WorkspaceDb, tenantId: string) =>
  db
    .select({
      // Both halves are limited to rows that have a number.
      number: sql<string>`${invoices.number}`.as("number"),
      status: sql<string>`${invoices.status}`.as("status"),
      currency: sql<string>`${invoices.currency}`.as("currency"),
      date: sql<Date>`coalesce(${invoices.issuedAt}, ${invoices.draftedAt})`
        .mapWith(invoices.draftedAt)
        .as("date"),
      total: sql<number>`${invoices.total}`.mapWith(invoices.total).as("total"),
      refunded: sql<number>`${invoices.amountRefunded}`.mapWith(invoices.amountRefunded).as("refunded"),
    })
    .from(invoices)
    .where(and(eq(invoices.tenantId, tenantId), isNotNull(invoices.number), billsSomething));

const creditNotes = (db: WorkspaceDb, tenantId: string) =>
  db
    .select({
      number: sql<string>`${notes.number}`.as("number"),
      status: sql<string>`${notes.status}`.as("status"),
      currency: sql<string>`${notes.currency}`.as("currency"),
      date: sql<Date>`${notes.adjustedAt}`.mapWith(notes.adjustedAt).as("date"),
      total: sql<number>`-${notes.amount}`.mapWith(notes.amount).as("total"),
      refunded: sql<number>`0::bigint`.mapWith(notes.amount).as("refunded"),
    })
    .from(notes)
    .where(and(eq(notes.tenantId, tenantId), isNotNull(notes.number)));

/** What a number says of its document. */
export const kindOf = (number: string): "invoice" | "credit_note" =>
  number.startsWith("CN-") ? "credit_note" : "invoice";

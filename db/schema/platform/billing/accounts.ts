import { boolean, jsonb, text } from "drizzle-orm/pg-core";
import { createdAt, updatedAt } from "../../columns";
import { platform } from "../schema";
import { billedTenant, money } from "./columns";

/** Who an invoice is made out to. */
export interface BillTo {
  name: string | null;
  address: {
    line1: string | null;
    line2: string | null;
    city: string | null;
    postalCode: string | null;
    state: string | null;
    country: string | null;
  } | null;
  taxIds: { type: string; value: string }[];
  /** The number their books know the purchase by, if they have said one. */
  purchaseOrder?: string;
}

export interface CardSummary {
  brand: string;
  last4: string;
  expMonth: number | null;
  expYear: number | null;
}

/** A payment that a bank has taken back, or asks about. In minor units of its currency. */
export interface DisputeSummary {
  amount: number;
  currency: string;
  openedAt: string;
}

/** The tenant as the one who pays, and the customer it is at Stripe. */
export const billingAccounts = platform.table("billing_accounts", {
  tenantId: billedTenant().primaryKey(),
  stripeCustomerId: text("stripe_customer_id").notNull().unique(),
  email: text("email"),
  paymentMethod: jsonb("payment_method").$type<CardSummary>(),
  balance: money("balance").notNull().default(0),
  currency: text("currency"),
  isDelinquent: boolean("is_delinquent").notNull().default(false),
  isDeleted: boolean("is_deleted").notNull().default(false),
  billTo: jsonb("bill_to").$type<BillTo>(),
  taxExempt: text("tax_exempt"),
  /** A bank has taken a payment back and Stripe is contesting it. */
  isDisputed: boolean("is_disputed").notNull().default(false),
  /** Those that no bank has decided yet, oldest first. */
  disputes: jsonb("disputes").$type<DisputeSummary[]>().notNull().default([]),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
});

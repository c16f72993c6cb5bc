ALTER TABLE "platform"."billing_adjustments" ADD COLUMN "stripe_number" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" ADD COLUMN "tax" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" ADD COLUMN "lines" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" ADD COLUMN "taxes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
-- Until now it was Stripe's number. Ours follows when the credit note is read again.
UPDATE "platform"."billing_adjustments" SET "stripe_number" = "number", "number" = NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" ADD CONSTRAINT "billing_adjustments_number_unique" UNIQUE("number");--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "taxes" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "tax_exempt" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "corrects_id" text;--> statement-breakpoint
ALTER TABLE "platform"."invoice_counters" ADD COLUMN "series" text DEFAULT 'INV' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."invoice_counters" DROP CONSTRAINT "invoice_counters_pkey";--> statement-breakpoint
ALTER TABLE "platform"."invoice_counters" ADD CONSTRAINT "invoice_counters_series_month_pk" PRIMARY KEY("series","month");--> statement-breakpoint
-- Everybody is read once more, so that what is new here is not taken for a difference nobody announced.
UPDATE "platform"."billing_sync" SET "wanted" = "wanted" + 1, "due_at" = now();

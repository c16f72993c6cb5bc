-- A customer is somebody who buys from the workspace; whom Stripe bills for it is its billing account. Refunds and credit
-- notes are adjustments of an invoice.
ALTER TABLE "platform"."billing_customers" RENAME TO "billing_accounts";--> statement-breakpoint
ALTER TABLE "platform"."billing_accounts" RENAME CONSTRAINT "billing_customers_pkey" TO "billing_accounts_pkey";--> statement-breakpoint
ALTER TABLE "platform"."billing_accounts" RENAME CONSTRAINT "billing_customers_stripe_customer_id_unique" TO "billing_accounts_stripe_customer_id_unique";--> statement-breakpoint
ALTER TABLE "platform"."billing_accounts" RENAME CONSTRAINT "billing_customers_tenant_id_tenants_id_fk" TO "billing_accounts_tenant_id_tenants_id_fk";--> statement-breakpoint
ALTER TABLE "platform"."billing_returns" RENAME TO "billing_adjustments";--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" RENAME COLUMN "returned_at" TO "adjusted_at";--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" RENAME CONSTRAINT "billing_returns_pkey" TO "billing_adjustments_pkey";--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" RENAME CONSTRAINT "billing_returns_kind_check" TO "billing_adjustments_kind_check";--> statement-breakpoint
ALTER TABLE "platform"."billing_adjustments" RENAME CONSTRAINT "billing_returns_tenant_id_tenants_id_fk" TO "billing_adjustments_tenant_id_tenants_id_fk";--> statement-breakpoint
ALTER INDEX "platform"."billing_returns_invoice_index" RENAME TO "billing_adjustments_invoice_index";--> statement-breakpoint
-- What waits to be mailed or written into a history is said in the new words.
UPDATE "platform"."billing_outbox" SET "kind" = 'adjusted', "payload" = "payload" - 'returnedOn' - 'returnKind' || jsonb_build_object('adjustedOn', "payload" -> 'returnedOn', 'adjustmentKind', "payload" -> 'returnKind') WHERE "kind" = 'returned';--> statement-breakpoint
UPDATE "platform"."event_outbox" SET "line" = jsonb_set("line", '{type}', '"invoice.adjusted"') WHERE "line" ->> 'type' = 'invoice.returned';

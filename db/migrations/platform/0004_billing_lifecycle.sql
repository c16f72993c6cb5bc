CREATE TABLE "platform"."billing_drift" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"customer_id" text NOT NULL,
	"object_id" text NOT NULL,
	"field" text NOT NULL,
	"local" jsonb,
	"remote" jsonb,
	"found_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_payment_attempts" (
	"stripe_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"invoice_id" text NOT NULL,
	"status" text NOT NULL,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"decline_code" text,
	"attempted_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_recovery" (
	"id" text PRIMARY KEY NOT NULL,
	"recovered_until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_returns" (
	"stripe_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"invoice_id" text,
	"number" text,
	"status" text NOT NULL,
	"reason" text,
	"amount" bigint NOT NULL,
	"currency" text NOT NULL,
	"pdf_url" text,
	"returned_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "billing_returns_kind_check" CHECK ("platform"."billing_returns"."kind" in ('credit_note', 'refund'))
);
--> statement-breakpoint
CREATE TABLE "platform"."trial_redemptions" (
	"tenant_id" text NOT NULL,
	"subscription_id" text PRIMARY KEY NOT NULL,
	"fingerprint" text,
	"redeemed_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."entitlement_overrides" (
	"tenant_id" text NOT NULL,
	"feature" text NOT NULL,
	"value" jsonb NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "entitlement_overrides_tenant_id_feature_pk" PRIMARY KEY("tenant_id","feature")
);
--> statement-breakpoint
CREATE TABLE "platform"."plan_grants" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"extra_seats" integer DEFAULT 0 NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"reason" text NOT NULL,
	"granted_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."billing_intents" DROP CONSTRAINT "billing_intents_kind_check";--> statement-breakpoint
ALTER TABLE "platform"."billing_outbox" DROP CONSTRAINT "billing_outbox_kind_check";--> statement-breakpoint
ALTER TABLE "platform"."plan_prices" DROP CONSTRAINT "plan_prices_kind_check";--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" ADD COLUMN "bill_to" jsonb;--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" ADD COLUMN "tax_exempt" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" ADD COLUMN "is_disputed" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "starting_balance" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "ending_balance" bigint;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "amount_refunded" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "amount_credited" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "lines" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "bill_to" jsonb;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "period_start" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "period_end" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD COLUMN "last_error" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "metered_item_id" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "usage_period_start" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "usage_period_end" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "collection_resumes_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "discounts" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "cancel_feedback" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "cancel_comment" text;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "pending_update" jsonb;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "scheduled_change" jsonb;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "scheduled_for" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "platform"."billing_drift" ADD CONSTRAINT "billing_drift_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_payment_attempts" ADD CONSTRAINT "billing_payment_attempts_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_returns" ADD CONSTRAINT "billing_returns_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."trial_redemptions" ADD CONSTRAINT "trial_redemptions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."entitlement_overrides" ADD CONSTRAINT "entitlement_overrides_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD CONSTRAINT "plan_grants_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_drift_found_index" ON "platform"."billing_drift" USING btree ("found_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "billing_payment_attempts_invoice_index" ON "platform"."billing_payment_attempts" USING btree ("tenant_id","invoice_id","attempted_at");--> statement-breakpoint
CREATE INDEX "billing_returns_invoice_index" ON "platform"."billing_returns" USING btree ("tenant_id","invoice_id");--> statement-breakpoint
CREATE INDEX "trial_redemptions_fingerprint_index" ON "platform"."trial_redemptions" USING btree ("fingerprint");--> statement-breakpoint
ALTER TABLE "platform"."plan_prices" ADD CONSTRAINT "plan_prices_kind_check" CHECK ("platform"."plan_prices"."kind" in ('base', 'seat', 'overage'));
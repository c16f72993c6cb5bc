CREATE TABLE "platform"."billing_customers" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"stripe_customer_id" text NOT NULL,
	"email" text,
	"payment_method" jsonb,
	"balance" bigint DEFAULT 0 NOT NULL,
	"currency" text,
	"is_delinquent" boolean DEFAULT false NOT NULL,
	"is_deleted" boolean DEFAULT false NOT NULL,
	"granted_plan" text DEFAULT 'free' NOT NULL,
	"granted_extra_seats" integer DEFAULT 0 NOT NULL,
	"granted_access" text DEFAULT 'full' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_customers_stripe_customer_id_unique" UNIQUE("stripe_customer_id")
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_intents" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"params" jsonb NOT NULL,
	"params_hash" text NOT NULL,
	"status" text DEFAULT 'pending' NOT NULL,
	"stripe_id" text,
	"expires_at" timestamp (3) with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_intents_stripe_id_unique" UNIQUE("stripe_id"),
	CONSTRAINT "billing_intents_kind_check" CHECK ("platform"."billing_intents"."kind" in ('customer', 'checkout', 'change')),
	CONSTRAINT "billing_intents_status_check" CHECK ("platform"."billing_intents"."status" in ('pending', 'open', 'completed', 'superseded', 'expired', 'failed'))
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_invoices" (
	"stripe_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"subscription_id" text,
	"number" text,
	"stripe_number" text,
	"status" text NOT NULL,
	"billing_reason" text,
	"currency" text NOT NULL,
	"subtotal" bigint NOT NULL,
	"discount" bigint NOT NULL,
	"tax" bigint NOT NULL,
	"total" bigint NOT NULL,
	"amount_due" bigint NOT NULL,
	"amount_paid" bigint NOT NULL,
	"amount_remaining" bigint NOT NULL,
	"attempt_count" integer NOT NULL,
	"next_attempt_at" timestamp (3) with time zone,
	"drafted_at" timestamp (3) with time zone NOT NULL,
	"issued_at" timestamp (3) with time zone,
	"due_at" timestamp (3) with time zone,
	"paid_at" timestamp (3) with time zone,
	"voided_at" timestamp (3) with time zone,
	"hosted_url" text,
	"pdf_url" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_invoices_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_outbox" (
	"effect_key" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "billing_outbox_kind_check" CHECK ("platform"."billing_outbox"."kind" in ('activated', 'changed', 'canceled', 'paid', 'payment_failed'))
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_subscriptions" (
	"stripe_id" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"status" text NOT NULL,
	"is_duplicate" boolean DEFAULT false NOT NULL,
	"plan" text,
	"interval" text,
	"extra_seats" integer DEFAULT 0 NOT NULL,
	"base_item_id" text,
	"seat_item_id" text,
	"currency" text NOT NULL,
	"amount" bigint NOT NULL,
	"period_start" timestamp (3) with time zone,
	"period_end" timestamp (3) with time zone,
	"trial_start" timestamp (3) with time zone,
	"trial_end" timestamp (3) with time zone,
	"cancel_at" timestamp (3) with time zone,
	"canceled_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"is_collection_paused" boolean DEFAULT false NOT NULL,
	"paused_reason" text,
	"paused_at" timestamp (3) with time zone,
	"pending_update_expires_at" timestamp (3) with time zone,
	"schedule_id" text,
	"latest_invoice_id" text,
	"collection_method" text NOT NULL,
	"past_due_since" timestamp (3) with time zone,
	"grace_ends_at" timestamp (3) with time zone,
	"started_at" timestamp (3) with time zone NOT NULL,
	"synced_sequence" bigint NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_subscriptions_seats_check" CHECK ("platform"."billing_subscriptions"."extra_seats" >= 0)
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_sync" (
	"customer_id" text PRIMARY KEY NOT NULL,
	"wanted" bigint DEFAULT 0 NOT NULL,
	"applied" bigint DEFAULT 0 NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"lease_token" text,
	"lease_until" timestamp (3) with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'live' NOT NULL,
	"last_error" text,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "billing_sync_status_check" CHECK ("platform"."billing_sync"."status" in ('live', 'dead'))
);
--> statement-breakpoint
CREATE TABLE "platform"."invoice_counters" (
	"month" text PRIMARY KEY NOT NULL,
	"next" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."plan_prices" (
	"stripe_price_id" text PRIMARY KEY NOT NULL,
	"plan" text NOT NULL,
	"kind" text NOT NULL,
	"interval" text NOT NULL,
	"catalog_version" integer NOT NULL,
	"is_active" boolean NOT NULL,
	CONSTRAINT "plan_prices_kind_check" CHECK ("platform"."plan_prices"."kind" in ('base', 'seat'))
);
--> statement-breakpoint
CREATE TABLE "platform"."stripe_events" (
	"id" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"api_version" text,
	"object_id" text,
	"object_type" text,
	"customer_id" text,
	"request_id" text,
	"payload" jsonb NOT NULL,
	"status" text NOT NULL,
	"sequence" bigint,
	"deliveries" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "stripe_events_status_check" CHECK ("platform"."stripe_events"."status" in ('pending', 'done', 'unmatched', 'ignored', 'dead'))
);
--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" ADD CONSTRAINT "billing_customers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_intents" ADD CONSTRAINT "billing_intents_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_invoices" ADD CONSTRAINT "billing_invoices_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_outbox" ADD CONSTRAINT "billing_outbox_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD CONSTRAINT "billing_subscriptions_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "billing_intents_open_key" ON "platform"."billing_intents" USING btree ("tenant_id","kind") WHERE "platform"."billing_intents"."status" in ('pending', 'open');--> statement-breakpoint
CREATE INDEX "billing_invoices_tenant_index" ON "platform"."billing_invoices" USING btree ("tenant_id","drafted_at" DESC NULLS LAST,"stripe_id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "billing_outbox_open_index" ON "platform"."billing_outbox" USING btree ("created_at") WHERE "platform"."billing_outbox"."done_at" is null;--> statement-breakpoint
CREATE INDEX "billing_subscriptions_tenant_index" ON "platform"."billing_subscriptions" USING btree ("tenant_id","started_at");--> statement-breakpoint
CREATE UNIQUE INDEX "billing_subscriptions_live_key" ON "platform"."billing_subscriptions" USING btree ("tenant_id") WHERE "platform"."billing_subscriptions"."status" in ('trialing', 'active', 'past_due', 'unpaid', 'paused') and not "platform"."billing_subscriptions"."is_duplicate";--> statement-breakpoint
CREATE INDEX "billing_sync_due_index" ON "platform"."billing_sync" USING btree ("due_at") WHERE "platform"."billing_sync"."applied" < "platform"."billing_sync"."wanted" and "platform"."billing_sync"."status" = 'live';--> statement-breakpoint
CREATE UNIQUE INDEX "plan_prices_active_key" ON "platform"."plan_prices" USING btree ("plan","kind","interval") WHERE "platform"."plan_prices"."is_active";--> statement-breakpoint
CREATE INDEX "stripe_events_customer_index" ON "platform"."stripe_events" USING btree ("customer_id","sequence") WHERE "platform"."stripe_events"."status" = 'pending';
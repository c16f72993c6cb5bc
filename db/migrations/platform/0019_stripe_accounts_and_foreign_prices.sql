CREATE TABLE "platform"."billing_stripe_account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text,
	"is_live" boolean NOT NULL,
	"key_hash" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."billing_subscriptions" ADD COLUMN "foreign_price_ids" jsonb DEFAULT '[]'::jsonb NOT NULL;
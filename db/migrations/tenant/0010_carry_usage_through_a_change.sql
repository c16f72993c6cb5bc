ALTER TABLE "usage_periods" ADD COLUMN "subscription_id" text;--> statement-breakpoint
ALTER TABLE "usage_periods" ADD COLUMN "billing_start" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "usage_periods" ADD COLUMN "billing_end" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "usage_periods" ADD COLUMN "carried" jsonb;
ALTER TABLE "platform"."tenants" ADD COLUMN "picture" text;--> statement-breakpoint
ALTER TABLE "platform"."users" ADD COLUMN "picture" text;
CREATE TABLE "platform"."pause_ends" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"subscription_id" text NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "platform"."pause_ends" ADD CONSTRAINT "pause_ends_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;
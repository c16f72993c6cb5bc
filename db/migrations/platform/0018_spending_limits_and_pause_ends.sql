CREATE TABLE "platform"."pause_ends" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"subscription_id" text NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "platform"."spending_limits" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"amount" bigint NOT NULL,
	"is_hard" boolean NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "spending_limits_amount_check" CHECK ("platform"."spending_limits"."amount" >= 0)
);
--> statement-breakpoint
ALTER TABLE "platform"."pause_ends" ADD CONSTRAINT "pause_ends_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."spending_limits" ADD CONSTRAINT "spending_limits_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;
-- Nobody had a right to the table before, so there is no row to keep.
DROP TABLE "platform"."trial_redemptions";--> statement-breakpoint
CREATE TABLE "platform"."trial_redemptions" (
	"kind" text NOT NULL,
	"hash" text NOT NULL,
	"workspace_hash" text NOT NULL,
	"claimed_until" timestamp (3) with time zone NOT NULL,
	"redeemed_at" timestamp (3) with time zone,
	CONSTRAINT "trial_redemptions_kind_hash_workspace_hash_pk" PRIMARY KEY("kind","hash","workspace_hash"),
	CONSTRAINT "trial_redemptions_kind_check" CHECK ("platform"."trial_redemptions"."kind" in ('person', 'company', 'card'))
);
--> statement-breakpoint
CREATE TABLE "platform"."trial_grants" (
	"tenant_id" text PRIMARY KEY NOT NULL,
	"reason" text NOT NULL,
	"granted_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"subscription_id" text
);
--> statement-breakpoint
ALTER TABLE "platform"."trial_grants" ADD CONSTRAINT "trial_grants_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;

-- What stands here so far was given by an operator.
ALTER TABLE "platform"."plan_grants" ADD COLUMN "source" text DEFAULT 'operator' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ALTER COLUMN "source" DROP DEFAULT;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD COLUMN "access" text DEFAULT 'full' NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ALTER COLUMN "reason" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ALTER COLUMN "granted_by" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" DROP CONSTRAINT "plan_grants_pkey";--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD CONSTRAINT "plan_grants_tenant_id_source_pk" PRIMARY KEY("tenant_id","source");--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD CONSTRAINT "plan_grants_source_check" CHECK ("platform"."plan_grants"."source" in ('subscription', 'operator'));--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD CONSTRAINT "plan_grants_access_check" CHECK ("platform"."plan_grants"."access" in ('full', 'restricted', 'suspended'));--> statement-breakpoint
ALTER TABLE "platform"."plan_grants" ADD CONSTRAINT "plan_grants_told_check" CHECK ("platform"."plan_grants"."source" <> 'operator' or ("platform"."plan_grants"."reason" is not null and "platform"."plan_grants"."granted_by" is not null));--> statement-breakpoint
INSERT INTO "platform"."plan_grants" ("tenant_id", "source", "plan", "extra_seats", "access")
  SELECT "tenant_id", 'subscription', "granted_plan", "granted_extra_seats", "granted_access" FROM "platform"."billing_customers"
  WHERE ("granted_plan", "granted_extra_seats", "granted_access") <> ('free', 0, 'full');--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" DROP COLUMN "granted_plan";--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" DROP COLUMN "granted_extra_seats";--> statement-breakpoint
ALTER TABLE "platform"."billing_customers" DROP COLUMN "granted_access";

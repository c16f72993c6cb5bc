CREATE TABLE "platform"."addresses" (
	"slug" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "platform"."addresses" ADD CONSTRAINT "addresses_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "addresses_tenant_id_idx" ON "platform"."addresses" USING btree ("tenant_id");--> statement-breakpoint
INSERT INTO "platform"."addresses" ("slug", "tenant_id") SELECT "slug", "id" FROM "platform"."tenants";

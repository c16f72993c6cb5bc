CREATE TABLE "platform"."addresses" (
	"slug" text PRIMARY KEY NOT NULL,
	"tenant_id" text NOT NULL,
	"held_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "platform"."addresses" ADD CONSTRAINT "addresses_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "addresses_tenant_id_idx" ON "platform"."addresses" USING btree ("tenant_id");--> statement-breakpoint
INSERT INTO "platform"."addresses" ("slug", "tenant_id") SELECT "slug", "id" FROM "platform"."tenants";
--> statement-breakpoint
-- Whatever statement gives a workspace another address, it is one that was taken for it before.
CREATE FUNCTION "platform"."require_own_address"() RETURNS trigger
LANGUAGE plpgsql
SET search_path = ''
AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM platform.addresses a
                  WHERE a.slug = NEW.slug AND a.tenant_id = NEW.id AND a.held_until IS NULL) THEN
    RAISE EXCEPTION 'the address % is not this workspace''s', NEW.slug USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER "require_own_address" BEFORE UPDATE OF "slug" ON "platform"."tenants"
  FOR EACH ROW WHEN (NEW."slug" IS DISTINCT FROM OLD."slug") EXECUTE FUNCTION "platform"."require_own_address"();

ALTER TABLE "events" ADD COLUMN "risk" text;--> statement-breakpoint
CREATE INDEX "events_risk_index" ON "events" USING btree ("tenant_id","risk","id" DESC NULLS FIRST) WHERE "events"."risk" is not null;--> statement-breakpoint
ALTER TABLE "events" ADD CONSTRAINT "events_risk_check" CHECK ("events"."risk" in ('low', 'medium', 'high'));
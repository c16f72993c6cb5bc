ALTER TABLE "platform"."sessions" ADD COLUMN "parent_id" text;--> statement-breakpoint
CREATE INDEX "sessions_parent_index" ON "platform"."sessions" USING btree ("parent_id");
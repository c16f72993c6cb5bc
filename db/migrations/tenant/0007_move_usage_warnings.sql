-- Who was warned of what is the platform's to remember: it sends the mail and tells the history in one transaction.
-- Row-level security binds the owner as well, so it is lifted on both sides for the length of this transaction.
ALTER TABLE "usage_warnings" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "platform"."usage_warnings" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "platform"."usage_warnings" ("tenant_id", "metric", "period_start", "level", "created_at")
  SELECT "tenant_id", "metric", "period_start", "level", "created_at" FROM "usage_warnings"
  ON CONFLICT DO NOTHING;--> statement-breakpoint
ALTER TABLE "platform"."usage_warnings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
DROP TABLE "usage_warnings";

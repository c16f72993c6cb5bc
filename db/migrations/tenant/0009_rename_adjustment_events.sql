-- Refunds and credit notes are adjustments of an invoice. Row-level security binds the owner as well, so it is lifted for the
-- length of this transaction and put back by its last statement.
ALTER TABLE "events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "events" SET "type" = 'invoice.adjusted' WHERE "type" = 'invoice.returned';--> statement-breakpoint
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;

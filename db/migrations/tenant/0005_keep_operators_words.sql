-- What operators wrote about a suspension was meant for them; the log of the workspace forgets it. Row-level security
-- binds the owner as well, so it is lifted for the length of this transaction and put back by its last statement.
ALTER TABLE "events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "events" SET "data" = "data" - 'reason' WHERE "type" = 'workspace.suspended' AND "data" ? 'reason';--> statement-breakpoint
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;

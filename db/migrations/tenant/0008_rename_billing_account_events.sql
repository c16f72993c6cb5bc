-- A customer is somebody who buys from the workspace; whom Stripe bills for it is its billing account. Row-level security
-- binds the owner as well, so it is lifted for the length of this transaction and put back by its last statement.
ALTER TABLE "events" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "events" SET "type" = 'billing_account.deleted' WHERE "type" = 'customer.deleted';--> statement-breakpoint
ALTER TABLE "events" FORCE ROW LEVEL SECURITY;

ALTER TABLE "platform"."email_tokens" DROP CONSTRAINT "email_tokens_purpose_check";--> statement-breakpoint
ALTER TABLE "platform"."email_tokens" ADD COLUMN "user_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."handoffs" ADD COLUMN "session_id" text;--> statement-breakpoint
ALTER TABLE "platform"."handoffs" ADD COLUMN "user_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."handoffs" ADD COLUMN "membership_id" text;--> statement-breakpoint
ALTER TABLE "platform"."sessions" ADD COLUMN "user_epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."sessions" ADD COLUMN "membership_id" text;--> statement-breakpoint
ALTER TABLE "platform"."users" ADD COLUMN "epoch" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "platform"."handoffs" ADD CONSTRAINT "handoffs_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "platform"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."email_tokens" ADD CONSTRAINT "email_tokens_purpose_check" CHECK ("platform"."email_tokens"."purpose" in ('verify_email', 'reset_password', 'sign_up', 'open_workspace'));
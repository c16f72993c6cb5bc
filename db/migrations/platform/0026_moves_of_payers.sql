CREATE TABLE "platform"."billing_move_payers" (
	"move_id" text NOT NULL,
	"tenant_id" text NOT NULL,
	"subscription_id" text NOT NULL,
	"status" text DEFAULT 'planned' NOT NULL,
	"note" text,
	"currency" text NOT NULL,
	"amount_before" bigint NOT NULL,
	"amount_after" bigint NOT NULL,
	"effective_at" timestamp (3) with time zone NOT NULL,
	"noticed_at" timestamp (3) with time zone,
	"asked_at" timestamp (3) with time zone,
	"moved_at" timestamp (3) with time zone,
	CONSTRAINT "billing_move_payers_move_id_tenant_id_pk" PRIMARY KEY("move_id","tenant_id"),
	CONSTRAINT "billing_move_payers_status_check" CHECK ("platform"."billing_move_payers"."status" in ('planned', 'noticed', 'moved', 'left'))
);
--> statement-breakpoint
CREATE TABLE "platform"."billing_moves" (
	"id" text PRIMARY KEY NOT NULL,
	"from_terms" text NOT NULL,
	"to_terms" text NOT NULL,
	"starts_on" timestamp (3) with time zone NOT NULL,
	"notice_days" integer NOT NULL,
	"reason" text NOT NULL,
	"created_by" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"canceled_at" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "platform"."billing_move_payers" ADD CONSTRAINT "billing_move_payers_move_id_billing_moves_id_fk" FOREIGN KEY ("move_id") REFERENCES "platform"."billing_moves"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."billing_move_payers" ADD CONSTRAINT "billing_move_payers_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "billing_move_payers_open_index" ON "platform"."billing_move_payers" USING btree ("effective_at") WHERE "platform"."billing_move_payers"."status" in ('planned', 'noticed');
CREATE TABLE "platform"."quotes" (
	"id" text PRIMARY KEY NOT NULL,
	"tenant_id" text,
	"company" text NOT NULL,
	"email" text NOT NULL,
	"seats" integer NOT NULL,
	"needs" text NOT NULL,
	"start" text NOT NULL,
	"status" text DEFAULT 'new' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "quotes_status_check" CHECK ("platform"."quotes"."status" in ('new', 'answered', 'won', 'lost')),
	CONSTRAINT "quotes_start_check" CHECK ("platform"."quotes"."start" in ('month', 'quarter', 'later'))
);
--> statement-breakpoint
ALTER TABLE "platform"."quotes" ADD CONSTRAINT "quotes_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "quotes_status_index" ON "platform"."quotes" USING btree ("status","id");
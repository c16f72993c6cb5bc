CREATE TABLE "platform"."event_outbox" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"line" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_outbox_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "platform"."usage_warnings" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"level" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_warnings_tenant_id_metric_period_start_level_pk" PRIMARY KEY("tenant_id","metric","period_start","level")
);
--> statement-breakpoint
CREATE INDEX "event_outbox_created_index" ON "platform"."event_outbox" USING btree ("created_at");
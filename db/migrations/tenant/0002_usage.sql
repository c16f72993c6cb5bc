CREATE TABLE "usage_counters" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"used" numeric(38, 9) NOT NULL,
	CONSTRAINT "usage_counters_tenant_id_metric_period_start_pk" PRIMARY KEY("tenant_id","metric","period_start")
);
--> statement-breakpoint
CREATE TABLE "usage_events" (
	"tenant_id" text NOT NULL,
	"key" uuid NOT NULL,
	"payload_hash" uuid NOT NULL,
	"source" text NOT NULL,
	"id" text NOT NULL,
	"metric" text NOT NULL,
	"time" timestamp (3) with time zone NOT NULL,
	"value" numeric(38, 9) NOT NULL,
	"subject" text,
	"unique_hash" uuid,
	"dims" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"is_late" boolean DEFAULT false NOT NULL,
	"weight" smallint DEFAULT 1 NOT NULL,
	"voided_by" uuid,
	"received_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "usage_events_tenant_id_key_pk" PRIMARY KEY("tenant_id","key"),
	CONSTRAINT "usage_events_weight_check" CHECK ("usage_events"."weight" in (-1, 0, 1))
);
--> statement-breakpoint
CREATE TABLE "usage_periods" (
	"tenant_id" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"closed_at" timestamp (3) with time zone,
	CONSTRAINT "usage_periods_tenant_id_starts_at_pk" PRIMARY KEY("tenant_id","starts_at"),
	CONSTRAINT "usage_periods_order_check" CHECK ("usage_periods"."starts_at" < "usage_periods"."ends_at")
);
--> statement-breakpoint
CREATE TABLE "usage_pushes" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"total" numeric(38, 9) NOT NULL,
	"revision" integer NOT NULL,
	"wanted_at" timestamp (3) with time zone NOT NULL,
	"pushed_at" timestamp (3) with time zone,
	CONSTRAINT "usage_pushes_tenant_id_metric_period_start_pk" PRIMARY KEY("tenant_id","metric","period_start")
);
--> statement-breakpoint
CREATE TABLE "usage_rollups" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"hour" timestamp (3) with time zone NOT NULL,
	"is_late" boolean NOT NULL,
	"dims_key" uuid NOT NULL,
	"dims" jsonb NOT NULL,
	"count" bigint NOT NULL,
	"sum" numeric(38, 9) NOT NULL,
	"max" numeric(38, 9),
	"min" numeric(38, 9),
	"last_time" timestamp (3) with time zone,
	"last_id" text,
	"last_value" numeric(38, 9),
	CONSTRAINT "usage_rollups_tenant_id_metric_period_start_hour_is_late_dims_key_pk" PRIMARY KEY("tenant_id","metric","period_start","hour","is_late","dims_key")
);
--> statement-breakpoint
CREATE TABLE "usage_unique" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"day" date NOT NULL,
	"hash" uuid NOT NULL,
	CONSTRAINT "usage_unique_tenant_id_metric_period_start_day_hash_pk" PRIMARY KEY("tenant_id","metric","period_start","day","hash")
);
--> statement-breakpoint
CREATE TABLE "usage_warnings" (
	"tenant_id" text NOT NULL,
	"metric" text NOT NULL,
	"period_start" timestamp (3) with time zone NOT NULL,
	"level" integer NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "usage_warnings_tenant_id_metric_period_start_level_pk" PRIMARY KEY("tenant_id","metric","period_start","level")
);
--> statement-breakpoint
CREATE INDEX "usage_events_time_index" ON "usage_events" USING btree ("tenant_id","metric","time");--> statement-breakpoint
CREATE INDEX "usage_events_received_index" ON "usage_events" USING brin ("received_at");
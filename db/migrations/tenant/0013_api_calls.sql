CREATE TABLE "api_calls" (
	"tenant_id" text NOT NULL,
	"caller" text NOT NULL,
	"day" date NOT NULL,
	"operation" text NOT NULL,
	"calls" bigint NOT NULL,
	"errors" bigint NOT NULL,
	"duration_ms" bigint NOT NULL,
	CONSTRAINT "api_calls_tenant_id_caller_day_operation_pk" PRIMARY KEY("tenant_id","caller","day","operation")
);
--> statement-breakpoint
CREATE TABLE "request_keys" (
	"tenant_id" text NOT NULL,
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_keys_tenant_id_principal_key_pk" PRIMARY KEY("tenant_id","principal","key")
);
--> statement-breakpoint
CREATE INDEX "api_calls_day_index" ON "api_calls" USING btree ("tenant_id","day");
CREATE TABLE "platform"."tenant_keys" (
	"tenant_id" text NOT NULL,
	"purpose" text NOT NULL,
	"version" integer NOT NULL,
	"kek_id" text NOT NULL,
	"wrapped" text,
	"state" text DEFAULT 'active' NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"changed_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tenant_keys_tenant_id_purpose_version_pk" PRIMARY KEY("tenant_id","purpose","version"),
	CONSTRAINT "tenant_keys_state_check" CHECK ("platform"."tenant_keys"."state" in ('active', 'retired', 'destroyed')),
	CONSTRAINT "tenant_keys_wrapped_check" CHECK (("platform"."tenant_keys"."state" = 'destroyed') = ("platform"."tenant_keys"."wrapped" is null))
);
--> statement-breakpoint
ALTER TABLE "platform"."tenant_keys" ADD CONSTRAINT "tenant_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "tenant_keys_active_key" ON "platform"."tenant_keys" USING btree ("tenant_id","purpose") WHERE "platform"."tenant_keys"."state" = 'active';
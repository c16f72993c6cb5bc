CREATE TABLE "platform"."api_key_secrets" (
	"tenant_id" text NOT NULL,
	"key_id" text NOT NULL,
	"hash" text NOT NULL,
	"hint" text NOT NULL,
	"ends_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_secrets_tenant_id_hash_pk" PRIMARY KEY("tenant_id","hash"),
	CONSTRAINT "api_key_secrets_hash_key" UNIQUE("hash")
);
--> statement-breakpoint
CREATE TABLE "platform"."api_keys" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"scopes" text[] NOT NULL,
	"networks" text[] NOT NULL,
	"requests_per_minute" integer NOT NULL,
	"created_by" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id"),
	CONSTRAINT "api_keys_role_check" CHECK ("platform"."api_keys"."role" in ('admin', 'member', 'viewer', 'billing')),
	CONSTRAINT "api_keys_scopes_check" CHECK (cardinality("platform"."api_keys"."scopes") > 0)
);
--> statement-breakpoint
CREATE TABLE "platform"."request_keys" (
	"tenant_id" text NOT NULL,
	"principal" text NOT NULL,
	"key" text NOT NULL,
	"digest" text NOT NULL,
	"answer" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "request_keys_tenant_id_principal_key_pk" PRIMARY KEY("tenant_id","principal","key")
);
--> statement-breakpoint
ALTER TABLE "platform"."api_key_secrets" ADD CONSTRAINT "api_key_secrets_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "platform"."request_keys" ADD CONSTRAINT "request_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "platform"."tenants"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_secrets_key_index" ON "platform"."api_key_secrets" USING btree ("tenant_id","key_id");
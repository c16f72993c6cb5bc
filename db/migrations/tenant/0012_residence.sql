CREATE TABLE "residence" (
	"tenant_id" text NOT NULL,
	"epoch" integer NOT NULL,
	CONSTRAINT "residence_tenant_id_pk" PRIMARY KEY("tenant_id")
);

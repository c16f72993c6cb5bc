ALTER TABLE "projects" ADD COLUMN "name_key" text;--> statement-breakpoint
ALTER TABLE "projects" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- The same key as lib/platform/characters.ts makes. Of names that already look the same the first takes it; the others
-- keep theirs, and an empty key, until somebody changes them.
WITH "seen" AS (
  SELECT "tenant_id", "id", translate(rtrim(encode(sha256(convert_to(btrim(regexp_replace(
      normalize(replace(replace(lower(regexp_replace(normalize("name", NFKC),
        '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]',
        '', 'g')), 'ς', 'σ'), 'ß', 'ss'), NFKC),
      '[\s\u2800\U0001D159\U00013441\U00013442]+', ' ', 'g')), 'UTF8')), 'base64'), '='), '+/', '-_') AS "key"
    FROM "projects"),
"first" AS (
  SELECT DISTINCT ON ("tenant_id", "key") "tenant_id", "id", "key" FROM "seen" ORDER BY "tenant_id", "key", "id")
UPDATE "projects" SET "name_key" = "first"."key" FROM "first"
 WHERE "projects"."tenant_id" = "first"."tenant_id" AND "projects"."id" = "first"."id";--> statement-breakpoint
ALTER TABLE "projects" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE UNIQUE INDEX "projects_seen_name_key" ON "projects" USING btree ("tenant_id","name_key");

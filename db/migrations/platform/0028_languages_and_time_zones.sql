ALTER TABLE "platform"."tenants" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "platform"."tenants" ADD COLUMN "time_zone" text;--> statement-breakpoint
ALTER TABLE "platform"."users" ADD COLUMN "language" text;--> statement-breakpoint
ALTER TABLE "platform"."users" ADD COLUMN "time_zone" text;--> statement-breakpoint
-- A session brings along what its person is spoken to in. What a function returns cannot be changed in its place.
DROP FUNCTION platform.live_session(text, text);
--> statement-breakpoint
DROP FUNCTION platform.living_session(text);
--> statement-breakpoint
CREATE FUNCTION platform.living_session(session_id text)
RETURNS TABLE (
  tenant_id text, user_id text, user_epoch integer, ticket_hash text, last_seen_at timestamptz,
  name text, email text, is_email_verified boolean, language text, time_zone text)
LANGUAGE plpgsql STABLE
SET search_path = ''
AS $$
BEGIN
  RETURN QUERY
  SELECT s.tenant_id, s.user_id, s.user_epoch, s.ticket_hash, s.last_seen_at::timestamptz,
         u.name, u.email, u.email_verified_at IS NOT NULL, u.language, u.time_zone
    FROM platform.sessions s
    JOIN platform.users u ON u.id = s.user_id AND u.epoch = s.user_epoch
    LEFT JOIN platform.memberships m ON m.tenant_id = s.tenant_id AND m.id = s.membership_id AND m.user_id = s.user_id
   WHERE s.id = session_id
     AND s.revoked_at IS NULL AND s.expires_at > now() AND s.last_seen_at > now() - interval '14 days'
     AND (s.tenant_id IS NULL OR m.id IS NOT NULL);
END $$;
--> statement-breakpoint
CREATE FUNCTION platform.live_session(session_id text, host_tenant_id text)
RETURNS TABLE (user_id text, name text, email text, is_email_verified boolean, language text, time_zone text)
LANGUAGE plpgsql VOLATILE
SET search_path = ''
AS $$
DECLARE
  seen timestamptz;
BEGIN
  SELECT l.user_id, l.name, l.email, l.is_email_verified, l.language, l.time_zone, l.last_seen_at
    INTO user_id, name, email, is_email_verified, language, time_zone, seen
    FROM platform.living_session(session_id) l
   WHERE l.tenant_id IS NOT DISTINCT FROM host_tenant_id AND l.ticket_hash IS NULL;
  IF NOT FOUND THEN RETURN; END IF;
  IF seen < now() - interval '5 minutes' THEN
    UPDATE platform.sessions SET last_seen_at = now() WHERE id = session_id;
  END IF;
  RETURN NEXT;
END $$;

-- One round trip for what every request asks first: is this session alive on this host, and whose is it?
-- A session idle for 14 days is dead.
CREATE FUNCTION platform.live_session(session_id text, host_tenant_id text)
RETURNS TABLE (user_id text, name text, email text, is_email_verified boolean)
LANGUAGE plpgsql VOLATILE
SET search_path = ''
AS $$
DECLARE
  seen timestamptz;
BEGIN
  SELECT u.id, u.name, u.email, u.email_verified_at IS NOT NULL, s.last_seen_at
    INTO user_id, name, email, is_email_verified, seen
    FROM platform.sessions s JOIN platform.users u ON u.id = s.user_id
   WHERE s.id = session_id AND s.tenant_id IS NOT DISTINCT FROM host_tenant_id
     AND s.revoked_at IS NULL AND s.ticket_hash IS NULL
     AND s.expires_at > now() AND s.last_seen_at > now() - interval '14 days';
  IF NOT FOUND THEN RETURN; END IF;
  IF seen < now() - interval '5 minutes' THEN
    UPDATE platform.sessions SET last_seen_at = now() WHERE id = session_id;
  END IF;
  RETURN NEXT;
END $$;

-- As before, but the workspace is the one whose signature the transaction carries: a setting alone anybody can make.
CREATE OR REPLACE FUNCTION platform.open_intent(new_id text, new_kind text, new_params jsonb, new_hash text, new_author text)
RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  INSERT INTO platform.billing_intents (id, tenant_id, kind, params, params_hash, created_by)
  SELECT new_id, (SELECT here.tenant_id FROM entrance.here), new_kind, new_params, new_hash, new_author
   WHERE new_kind <> 'operator'
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION platform.move_intent(
  moved_id text, from_statuses text[], to_status text, made_id text, new_expiry timestamptz, moved_at timestamptz)
RETURNS boolean LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
  WITH moved AS (
    UPDATE platform.billing_intents
       SET status = to_status, stripe_id = coalesce(made_id, stripe_id),
           expires_at = coalesce(new_expiry, expires_at), updated_at = moved_at
     WHERE tenant_id = (SELECT here.tenant_id FROM entrance.here) AND id = moved_id AND kind <> 'operator'
       AND status = any(from_statuses) AND status IN ('pending', 'open')
    RETURNING 1)
  SELECT EXISTS (SELECT FROM moved)
$$;

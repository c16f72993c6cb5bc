-- Canceled and incomplete_expired are final at Stripe. A row that leaves them again was written from stale data, so the
-- write is refused here, whatever the code above believes.
CREATE FUNCTION platform.keep_subscription_ended() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF old.status IN ('canceled', 'incomplete_expired') AND new.status IS DISTINCT FROM old.status THEN
    RAISE EXCEPTION 'subscription % has ended as %', old.stripe_id, old.status USING errcode = '23514';
  END IF;
  RETURN new;
END $$;
--> statement-breakpoint
CREATE TRIGGER keep_subscription_ended BEFORE UPDATE OF status ON platform.billing_subscriptions
  FOR EACH ROW EXECUTE FUNCTION platform.keep_subscription_ended();

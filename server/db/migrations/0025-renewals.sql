-- What the life of a subscription needs beyond its sale.

ALTER TABLE subscriptions
  -- Cycles that had ended on the anchor day: the n-th ends (n - anchor_cycle) cycles after it.
  ADD COLUMN anchor_cycle integer NOT NULL DEFAULT 0,
  -- Time of day at which cycles end on the clocks of the account; null: that of the start.
  ADD COLUMN anchor_time time,
  -- The merchant's own name for an imported subscription.
  ADD COLUMN external_reference text,
  ADD COLUMN is_imported boolean NOT NULL DEFAULT false,
  -- The price of every renewal where terms of its own were agreed: minor units of `currency` for one unit; null: that of
  -- the product.
  ADD COLUMN own_price_minor bigint CHECK (own_price_minor >= 0),
  ADD COLUMN own_price_type text CHECK (own_price_type IN ('NET', 'GROSS')),
  -- The price of the next renewals alone, which wins over both: for all units; null when there is none.
  ADD COLUMN next_price_minor bigint CHECK (next_price_minor >= 0),
  ADD COLUMN next_price_currency text,
  ADD COLUMN next_price_cycles integer CHECK (next_price_cycles > 0),
  ADD COLUMN next_price_reason text,
  -- Agreed number of cycles and what follows them; null: cycles repeat without end.
  ADD COLUMN contract jsonb,
  -- Product, options and quantity that the next renewal changes to.
  ADD COLUMN scheduled jsonb,
  -- From the end of the running cycle until then it is paused.
  ADD COLUMN resumes_at timestamptz,
  ADD COLUMN pause_reason text,
  -- When automatic billing ends by itself: after so many more renewals, and whether the subscription ends with it.
  ADD COLUMN stop_after_cycles integer CHECK (stop_after_cycles >= 0),
  ADD COLUMN cancel_when_stopped boolean NOT NULL DEFAULT false,
  -- The next automatic charge; null: none will come. Kept up with everything that it follows from.
  ADD COLUMN charge_at timestamptz,
  -- Attempts that failed since the last cycle was paid.
  ADD COLUMN failed_charges integer NOT NULL DEFAULT 0 CHECK (failed_charges >= 0),
  -- A worker has it in hand until then.
  ADD COLUMN claimed_until timestamptz,
  -- The subscription that an upgrade put in its place; shown as upgraded.
  ADD COLUMN replaced_by text,
  ADD COLUMN card_updated boolean NOT NULL DEFAULT false,
  ADD COLUMN churn_reasons text[] NOT NULL DEFAULT '{}',
  ADD COLUMN churn_reason_other text,
  -- Part of the link by which it is renewed by hand; null until somebody asked for it.
  ADD COLUMN renewal_key text,
  ADD CHECK ((own_price_minor IS NULL) = (own_price_type IS NULL)),
  ADD CHECK ((next_price_minor IS NULL) = (next_price_currency IS NULL)),
  ADD CHECK ((next_price_minor IS NULL) = (next_price_cycles IS NULL));

-- As rules/charges.ts of the subscriptions counts it; nothing was charged so far.
UPDATE subscriptions
SET charge_at = expires_at - CASE
  WHEN is_trial THEN interval '1 hour'
  WHEN cycle_unit = 'DAY' AND cycle_length > 184 THEN interval '48 hours'
  WHEN cycle_unit = 'WEEK' AND cycle_length > 26 THEN interval '48 hours'
  WHEN cycle_unit = 'MONTH' AND cycle_length > 6 THEN interval '48 hours'
  WHEN cycle_unit = 'YEAR' THEN interval '48 hours'
  ELSE interval '1 hour' END
WHERE enabled AND recurring_enabled AND expires_at IS NOT NULL;

CREATE UNIQUE INDEX subscriptions_external_reference ON subscriptions (merchant_id, external_reference)
  WHERE external_reference IS NOT NULL;
CREATE INDEX subscriptions_due ON subscriptions (merchant_id, charge_at)
  WHERE charge_at IS NOT NULL AND enabled AND recurring_enabled;
CREATE INDEX subscriptions_resuming ON subscriptions (merchant_id, resumes_at) WHERE resumes_at IS NOT NULL;
-- Those that may end by themselves with the cycle that runs.
CREATE INDEX subscriptions_ending ON subscriptions (merchant_id, expires_at)
  WHERE enabled AND (contract IS NOT NULL OR cancel_when_stopped);

-- The automatic charge of a cycle: one order each, however many attempts it takes and whoever makes them.
CREATE TABLE renewals (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  -- The cycle that is paid for, counted as in subscriptions.cycle_number.
  cycle_number integer NOT NULL,
  ref_no bigint NOT NULL,
  -- FAILED: no further attempt is planned; its order may be paid all the same. CANCELED: the cycle was paid for otherwise.
  state text NOT NULL CHECK (state IN ('OPEN', 'DONE', 'FAILED', 'CANCELED')),
  -- The automatic attempt whose failure is not counted yet; null: none is under way.
  payment_id bigint,
  failed_at timestamptz,
  -- A means that will not pay however often it is asked.
  refused_card_id bigint,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference, cycle_number),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders (merchant_id, ref_no)
);
CREATE UNIQUE INDEX renewals_order ON renewals (merchant_id, ref_no);
CREATE INDEX renewals_updated ON renewals (merchant_id, updated_at);

-- What happened to a subscription and who did it, oldest first.
CREATE TABLE subscription_events (
  merchant_id bigint NOT NULL,
  event_id bigint NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  -- CUSTOMER, VENDOR or SYSTEM.
  changed_by text NOT NULL CHECK (changed_by IN ('CUSTOMER', 'VENDOR', 'SYSTEM')),
  details jsonb NOT NULL,
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, event_id),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference)
);
CREATE INDEX subscription_events_subscription ON subscription_events (merchant_id, reference, event_id);

-- Free pairs of a name and a value.
CREATE TABLE subscription_fields (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  position smallint NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, reference, name),
  FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions (merchant_id, reference)
);

-- Renews subscriptions by a paid order, within finish_order. All is decided by the caller from the subscription as he read
-- it: p_renewals is [{reference, expected_cycle_number, expected_updated_at, set, order, events}], where `set` has the
-- columns that change, `order` is a row of subscription_orders and `events` are rows of subscription_events. SU003: the
-- subscription is not what it was, and nothing is written.
CREATE FUNCTION renew_subscriptions(p_merchant_id bigint, p_ref_no bigint, p_renewals jsonb, p_at timestamptz)
RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  v_renewal jsonb;
  v_was subscriptions;
  v_is subscriptions;
BEGIN
  FOR v_renewal IN SELECT * FROM jsonb_array_elements(p_renewals) LOOP
    SELECT * INTO v_was FROM subscriptions
    WHERE merchant_id = p_merchant_id AND reference = v_renewal ->> 'reference' FOR UPDATE;
    IF v_was.cycle_number IS DISTINCT FROM (v_renewal ->> 'expected_cycle_number')::integer
      OR v_was.updated_at IS DISTINCT FROM (v_renewal ->> 'expected_updated_at')::timestamptz
    THEN
      RAISE EXCEPTION 'subscription % changed', v_renewal ->> 'reference' USING ERRCODE = 'SU003';
    END IF;
    v_is := jsonb_populate_record(v_was, v_renewal -> 'set');
    UPDATE subscriptions
    SET product_id = v_is.product_id, product_code = v_is.product_code, product_name = v_is.product_name,
        product_version = v_is.product_version, quantity = v_is.quantity, price_option_codes = v_is.price_option_codes,
        sku = v_is.sku, currency = v_is.currency, is_trial = v_is.is_trial, recurring_enabled = v_is.recurring_enabled,
        anchor_date = v_is.anchor_date, anchor_cycle = v_is.anchor_cycle, anchor_time = v_is.anchor_time,
        cycle_length = v_is.cycle_length, cycle_unit = v_is.cycle_unit, cycle_number = v_is.cycle_number,
        expires_at = v_is.expires_at, renewed_at = v_is.renewed_at, card_id = v_is.card_id,
        own_price_minor = v_is.own_price_minor, own_price_type = v_is.own_price_type,
        next_price_minor = v_is.next_price_minor, next_price_currency = v_is.next_price_currency,
        next_price_cycles = v_is.next_price_cycles, next_price_reason = v_is.next_price_reason,
        contract = v_is.contract, scheduled = v_is.scheduled, resumes_at = v_is.resumes_at,
        pause_reason = v_is.pause_reason, stop_after_cycles = v_is.stop_after_cycles, charge_at = v_is.charge_at,
        failed_charges = v_is.failed_charges, claimed_until = NULL, updated_at = p_at
    WHERE merchant_id = p_merchant_id AND reference = v_was.reference;
    INSERT INTO subscription_orders
      SELECT * FROM jsonb_populate_record(NULL::subscription_orders, v_renewal -> 'order');
    INSERT INTO subscription_events
      SELECT * FROM jsonb_populate_recordset(NULL::subscription_events, v_renewal -> 'events');
    -- The order may be the automatic one of this cycle; if not, that one is not wanted any more.
    UPDATE renewals SET state = CASE WHEN ref_no = p_ref_no THEN 'DONE' ELSE 'CANCELED' END, updated_at = p_at
    WHERE merchant_id = p_merchant_id AND reference = v_was.reference
      AND (ref_no = p_ref_no OR (state IN ('OPEN', 'FAILED') AND cycle_number = v_is.cycle_number));
  END LOOP;
END
$$;

-- Places the automatic order of a cycle; each cycle has one. CHANGED: the subscription is not what the caller read. TAKEN:
-- the cycle has an order other than p_replaces, which is one that ended unpaid or null.
CREATE FUNCTION place_renewal(
  p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamptz, p_replaces bigint,
  p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb, p_at timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_ref_no bigint := (p_order ->> 'ref_no')::bigint;
  v_payment_id bigint := (p_payment ->> 'payment_id')::bigint;
  v_renewal renewals;
BEGIN
  PERFORM FROM subscriptions
  WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number - 1
    AND updated_at = p_updated_at AND enabled
  FOR SHARE;
  IF NOT FOUND THEN
    RETURN 'CHANGED';
  END IF;
  SELECT * INTO v_renewal FROM renewals
  WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number FOR UPDATE;
  IF FOUND AND (v_renewal.state = 'DONE' OR v_renewal.ref_no IS DISTINCT FROM p_replaces) THEN
    RETURN 'TAKEN';
  END IF;
  PERFORM place_order(p_merchant_id, p_order, p_items, p_payment, p_claims);
  IF v_renewal.ref_no IS NULL THEN
    INSERT INTO renewals (merchant_id, reference, cycle_number, ref_no, state, payment_id, created_at, updated_at)
    VALUES (p_merchant_id, p_reference, p_cycle_number, v_ref_no, 'OPEN', v_payment_id, p_at, p_at);
  ELSE
    UPDATE renewals SET ref_no = v_ref_no, state = 'OPEN', payment_id = v_payment_id, updated_at = p_at
    WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number;
  END IF;
  RETURN 'PLACED';
END
$$;

-- Begins another automatic attempt to pay the order of a cycle. STATUS: it is not waiting for a payment. BUSY: an attempt
-- is under way. CHANGED: the subscription is not what the caller read.
CREATE FUNCTION retry_renewal(
  p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamptz, p_payment jsonb,
  p_at timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_answer text;
BEGIN
  -- The order first, as all functions of orders lock.
  PERFORM FROM orders WHERE merchant_id = p_merchant_id AND ref_no = (p_payment ->> 'ref_no')::bigint FOR UPDATE;
  PERFORM FROM subscriptions
  WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number - 1
    AND updated_at = p_updated_at AND enabled
  FOR SHARE;
  IF NOT FOUND THEN
    RETURN 'CHANGED';
  END IF;
  v_answer := retry_payment(p_merchant_id, (p_payment ->> 'ref_no')::bigint, p_payment);
  IF v_answer = 'BEGUN' THEN
    UPDATE renewals SET state = 'OPEN', payment_id = (p_payment ->> 'payment_id')::bigint, updated_at = p_at
    WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number;
  END IF;
  RETURN v_answer;
END
$$;

-- Counts a failed automatic charge, once for each attempt: p_payment_id is the attempt, null for one that was not made.
-- p_change has the columns of the subscription that follow from it, p_events are rows of subscription_events. GONE: it was
-- counted before. CHANGED: the subscription is not what the caller read, and nothing is written.
CREATE FUNCTION fail_renewal(
  p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamptz, p_payment_id bigint,
  p_state text, p_refused_card_id bigint, p_change jsonb, p_events jsonb, p_at timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_was subscriptions;
  v_is subscriptions;
BEGIN
  SELECT * INTO v_was FROM subscriptions WHERE merchant_id = p_merchant_id AND reference = p_reference FOR UPDATE;
  IF v_was.cycle_number IS DISTINCT FROM p_cycle_number - 1 OR v_was.updated_at IS DISTINCT FROM p_updated_at THEN
    RETURN 'CHANGED';
  END IF;
  UPDATE renewals
  SET state = p_state, payment_id = NULL, failed_at = p_at,
      refused_card_id = coalesce(p_refused_card_id, refused_card_id), updated_at = p_at
  WHERE merchant_id = p_merchant_id AND reference = p_reference AND cycle_number = p_cycle_number
    AND (p_payment_id IS NULL OR payment_id = p_payment_id);
  IF NOT FOUND AND p_payment_id IS NOT NULL THEN
    RETURN 'GONE';
  END IF;
  v_is := jsonb_populate_record(v_was, p_change);
  UPDATE subscriptions
  SET recurring_enabled = v_is.recurring_enabled, charge_at = v_is.charge_at, failed_charges = v_is.failed_charges,
      claimed_until = NULL, updated_at = p_at
  WHERE merchant_id = p_merchant_id AND reference = p_reference;
  INSERT INTO subscription_events SELECT * FROM jsonb_populate_recordset(NULL::subscription_events, p_events);
  RETURN 'FAILED';
END
$$;

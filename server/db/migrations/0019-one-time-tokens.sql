-- Ways to pay that are there before an order is: one-time tokens, stored cards by a handle, PayPal Express. And money
-- that comes later.

ALTER TABLE merchant_keys DROP CONSTRAINT merchant_keys_purpose_check;
ALTER TABLE merchant_keys ADD CONSTRAINT merchant_keys_purpose_check CHECK (
  purpose IN ('API', 'BUY_LINK', 'INS', 'CARD_ENCRYPTION', 'STRIPE_API', 'STRIPE_WEBHOOK'));

-- A card that a browser or a server gave beforehand. It pays one order, whatever comes of that.
CREATE TABLE one_time_tokens (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- SHA-256 of the token: who reads the table cannot pay with it.
  token_hash bytea NOT NULL,
  gateway text NOT NULL,
  gateway_token text NOT NULL,
  -- What may be shown of the card: brand, first and last digits, expiry, holder.
  card jsonb NOT NULL,
  scope text NOT NULL CHECK (scope IN ('ordering', 'subscription')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  -- The attempt to pay that took it.
  used_by bigint,
  PRIMARY KEY (merchant_id, token_hash)
);

CREATE INDEX one_time_tokens_expiry ON one_time_tokens (merchant_id, expires_at);

-- The name under which a shop uses a stored card; unlike the gateway's token it means nothing outside.
ALTER TABLE stored_cards ADD COLUMN transient_token text;
UPDATE stored_cards SET transient_token = replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
ALTER TABLE stored_cards ALTER COLUMN transient_token SET NOT NULL;
-- Made by a test order: pays test orders only.
ALTER TABLE stored_cards ADD COLUMN is_test boolean NOT NULL DEFAULT false;
CREATE UNIQUE INDEX stored_cards_transient_token ON stored_cards (merchant_id, transient_token);

-- A payment begun before its order. Its id and the number of the order are those that the order and its attempt get.
CREATE TABLE express_checkouts (
  merchant_id bigint NOT NULL REFERENCES merchants,
  payment_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  token_hash bytea NOT NULL,
  gateway text NOT NULL,
  -- Lower case; null when none was named.
  email text,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  -- OPEN: an order may take it. CLOSING: nobody did in time, and what was reserved is to be released.
  state text NOT NULL CHECK (state IN ('OPEN', 'USED', 'CLOSING', 'CLOSED')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, payment_id)
);

CREATE UNIQUE INDEX express_checkouts_token ON express_checkouts (merchant_id, token_hash);
CREATE INDEX express_checkouts_email ON express_checkouts (merchant_id, email, payment_id) WHERE state = 'OPEN';
CREATE INDEX express_checkouts_expiry ON express_checkouts (merchant_id, expires_at)
  WHERE state IN ('OPEN', 'CLOSING');

-- As before, and also for purchase orders, which are paid after they were approved.
CREATE OR REPLACE FUNCTION retry_payment(p_merchant_id bigint, p_ref_no bigint, p_payment jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
BEGIN
  SELECT status INTO v_status FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  IF v_status IS NULL OR v_status NOT IN ('PENDING', 'PURCHASE_PENDING') THEN
    RETURN 'STATUS';
  END IF;
  PERFORM 1 FROM payments WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND state = 'REQUESTED';
  IF FOUND THEN
    RETURN 'BUSY';
  END IF;
  INSERT INTO payments SELECT * FROM jsonb_populate_record(NULL::payments, p_payment);
  RETURN 'BEGUN';
END
$$;

-- Moves a payment on from one of the given states, and the order with it. SUPERSEDED: the money is reserved, but the
-- order was paid otherwise or given up in the meantime, so the payment is to be voided. GONE: somebody else did it first.
-- What the order was also waiting for is given up in the moment in which it is paid. A purchase order that was approved
-- keeps its status: its money makes it a paid one when it is collected.
DROP FUNCTION settle_payment(
  bigint, bigint, bigint, text[], text, text, text, jsonb, jsonb, text, text, timestamptz);

CREATE FUNCTION settle_payment(
  p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_from text[], p_state text, p_gateway_reference text,
  p_token text, p_card jsonb, p_challenge jsonb, p_instructions jsonb, p_decline_reason text, p_order_status text,
  p_at timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
  v_superseded boolean;
  v_payment payments;
BEGIN
  SELECT status INTO v_status FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  v_superseded := p_order_status IS NOT NULL AND v_status NOT IN ('PENDING', 'PURCHASE_PENDING');
  UPDATE payments
  SET state = CASE WHEN v_superseded THEN 'VOIDING' ELSE p_state END,
      gateway_reference = coalesce(p_gateway_reference, gateway_reference),
      token = coalesce(p_token, token),
      card = coalesce(p_card, card),
      challenge = p_challenge,
      instructions = coalesce(p_instructions, instructions),
      decline_reason = p_decline_reason,
      updated_at = p_at
  WHERE merchant_id = p_merchant_id AND payment_id = p_payment_id AND state = ANY (p_from)
  RETURNING * INTO v_payment;
  IF NOT FOUND THEN
    RETURN 'GONE';
  END IF;
  IF v_superseded THEN
    RETURN 'SUPERSEDED';
  END IF;
  IF p_order_status IS NOT NULL THEN
    UPDATE orders
    -- What was delivered against a purchase order stays PURCHASE_PENDING until it is finished.
    SET status = CASE v_status WHEN 'PURCHASE_PENDING' THEN v_status ELSE p_order_status END,
        payment_type = v_payment.payment_type, is_test = v_payment.is_test,
        recurring_enabled = v_payment.recurring_enabled, customer_ip = v_payment.customer_ip
    WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
    UPDATE payments SET state = 'VOIDING', updated_at = p_at
    WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND payment_id <> p_payment_id
      AND state IN ('CHALLENGED', 'AWAITING') AND gateway_reference IS NOT NULL;
  END IF;
  RETURN 'SETTLED';
END
$$;

-- The business transactions of the hot path, one round trip each. They take rows, ids and times as arguments and hold
-- no business rule: what is written was decided by the caller; they only guard that a state is left once. All of them
-- lock the order first, then its payment.

CREATE FUNCTION place_order(p_merchant_id bigint, p_order jsonb, p_items jsonb, p_payment jsonb)
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO orders SELECT * FROM jsonb_populate_record(NULL::orders, p_order);
  INSERT INTO order_items SELECT * FROM jsonb_populate_recordset(NULL::order_items, p_items);
  IF p_payment IS NOT NULL THEN
    INSERT INTO payments SELECT * FROM jsonb_populate_record(NULL::payments, p_payment);
  END IF;
END
$$;

-- Begins another attempt to pay. STATUS: the order is not waiting for a payment. BUSY: an attempt is under way.
CREATE FUNCTION retry_payment(p_merchant_id bigint, p_ref_no bigint, p_payment jsonb)
RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
BEGIN
  SELECT status INTO v_status FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  IF v_status IS DISTINCT FROM 'PENDING' THEN
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
-- order was paid by another attempt in the meantime, so the payment is to be voided. GONE: somebody else did it first.
CREATE FUNCTION settle_payment(
  p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_from text[], p_state text, p_gateway_reference text,
  p_token text, p_card jsonb, p_challenge jsonb, p_decline_reason text, p_order_status text, p_at timestamptz
) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  v_status text;
  v_superseded boolean;
  v_payment payments;
BEGIN
  SELECT status INTO v_status FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  v_superseded := p_order_status IS NOT NULL AND v_status <> 'PENDING';
  UPDATE payments
  SET state = CASE WHEN v_superseded THEN 'VOIDING' ELSE p_state END,
      gateway_reference = coalesce(p_gateway_reference, gateway_reference),
      token = coalesce(p_token, token),
      card = coalesce(p_card, card),
      challenge = p_challenge,
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
    SET status = p_order_status, payment_type = v_payment.payment_type, is_test = v_payment.is_test,
        recurring_enabled = v_payment.recurring_enabled, customer_ip = v_payment.customer_ip
    WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
  END IF;
  RETURN 'SETTLED';
END
$$;

-- Finishes a paid order: its customer, card, subscriptions and ledger entries come to be in the same moment. False when
-- somebody else finished it first.
CREATE FUNCTION finish_order(
  p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_order_no bigint, p_customer_id bigint,
  p_customer jsonb, p_card jsonb, p_subscriptions jsonb, p_subscription_orders jsonb, p_ledger jsonb, p_at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND status = 'AUTHRECEIVED' FOR UPDATE;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  IF p_payment_id IS NOT NULL THEN
    UPDATE payments SET state = 'CAPTURED', updated_at = p_at
    WHERE merchant_id = p_merchant_id AND payment_id = p_payment_id AND state = 'CAPTURING';
    IF NOT FOUND THEN
      RETURN false;
    END IF;
  END IF;
  IF p_customer IS NOT NULL THEN
    INSERT INTO customers SELECT * FROM jsonb_populate_record(NULL::customers, p_customer);
  END IF;
  UPDATE orders
  SET status = 'COMPLETE', approve_status = 'OK', order_no = p_order_no, finished_at = p_at,
      customer_id = coalesce(p_customer_id, customer_id)
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
  IF p_card IS NOT NULL THEN
    INSERT INTO stored_cards SELECT * FROM jsonb_populate_record(NULL::stored_cards, p_card);
  END IF;
  INSERT INTO subscriptions SELECT * FROM jsonb_populate_recordset(NULL::subscriptions, p_subscriptions);
  INSERT INTO subscription_orders
    SELECT * FROM jsonb_populate_recordset(NULL::subscription_orders, p_subscription_orders);
  INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, p_ledger);
  RETURN true;
END
$$;

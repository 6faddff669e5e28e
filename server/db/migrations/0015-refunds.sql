-- Money that goes back to a buyer. A row is the intent to ask the gateway, written before it is asked.
CREATE TABLE refunds (
  merchant_id bigint NOT NULL,
  refund_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  -- The captured attempt whose money goes back.
  payment_id bigint NOT NULL,
  state text NOT NULL CHECK (state IN ('REQUESTED', 'DONE', 'REFUSED')),
  -- Nothing of the order's money is left once it is done.
  is_total boolean NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  -- How the amount divides; the parts of all refunds of an order never exceed those of its charge.
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  currency text NOT NULL,
  reason text NOT NULL,
  comment text NOT NULL,
  -- The lines that the request named: lineNo, quantity, amountMinor.
  items jsonb NOT NULL,
  -- Whether the order's subscriptions end with it.
  cancels_subscriptions boolean NOT NULL,
  refusal text,
  requested_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, refund_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders,
  FOREIGN KEY (merchant_id, payment_id) REFERENCES payments,
  CHECK (net_minor >= 0 AND vat_minor >= 0 AND net_minor + vat_minor = amount_minor),
  CHECK ((state = 'REFUSED') = (refusal IS NOT NULL))
);

CREATE INDEX refunds_order ON refunds (merchant_id, ref_no, refund_id);
CREATE UNIQUE INDEX refunds_open_order ON refunds (merchant_id, ref_no) WHERE state = 'REQUESTED';
CREATE INDEX refunds_open ON refunds (merchant_id, updated_at) WHERE state = 'REQUESTED';

-- Ends a refund that the gateway made: books it, and when nothing is left closes the order and, if wished, its
-- subscriptions. False when somebody else ended it first. Locks the order first, as all functions of orders do.
CREATE FUNCTION finish_refund(
  p_merchant_id bigint, p_ref_no bigint, p_refund_id bigint, p_ledger jsonb, p_at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_refund refunds;
BEGIN
  PERFORM 1 FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  UPDATE refunds SET state = 'DONE', updated_at = p_at
  WHERE merchant_id = p_merchant_id AND refund_id = p_refund_id AND state = 'REQUESTED'
  RETURNING * INTO v_refund;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, p_ledger);
  IF v_refund.is_total THEN
    UPDATE orders SET status = 'REFUND'
    WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND status = 'COMPLETE';
  END IF;
  IF v_refund.is_total AND v_refund.cancels_subscriptions THEN
    UPDATE subscriptions s SET enabled = false, recurring_enabled = false, updated_at = p_at
    FROM subscription_orders so
    WHERE so.merchant_id = p_merchant_id AND so.ref_no = p_ref_no
      AND s.merchant_id = p_merchant_id AND s.reference = so.reference AND s.enabled;
  END IF;
  RETURN true;
END
$$;

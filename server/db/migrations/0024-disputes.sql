-- Refunds that are asked for and wait before they are made, and money that shoppers' banks ask back.

-- PENDING: waits for approval. APPROVED: made when due_at is there. WAITING_DISPUTE: made when no dispute of the order is
-- open any more. REQUESTED: the gateway is asked.
ALTER TABLE refunds DROP CONSTRAINT refunds_state_check;
ALTER TABLE refunds ADD CONSTRAINT refunds_state_check CHECK (state IN (
  'PENDING', 'APPROVED', 'WAITING_DISPUTE', 'REQUESTED', 'DONE', 'REFUSED', 'CANCELED'));

-- Until now only total refunds ended subscriptions, whatever stood here.
UPDATE refunds SET cancels_subscriptions = false WHERE cancels_subscriptions AND NOT is_total;

ALTER TABLE refunds
  -- Who asked for it.
  ADD COLUMN origin text NOT NULL DEFAULT 'API' CHECK (origin IN ('API', 'PANEL', 'SHOPPER')),
  -- What was said of the subscriptions; null: they end with a total refund where the account wants it.
  ADD COLUMN subscriptions_wish boolean,
  -- Whether the keys of the order go to others once all its money went back.
  ADD COLUMN reuses_keys boolean NOT NULL DEFAULT false,
  -- What the operator gives back of its fee.
  ADD COLUMN commission_minor bigint NOT NULL DEFAULT 0 CHECK (commission_minor >= 0),
  ADD COLUMN due_at timestamptz,
  ADD CHECK (state <> 'APPROVED' OR due_at IS NOT NULL);

-- One at a time is on its way.
DROP INDEX refunds_open_order;
CREATE UNIQUE INDEX refunds_open_order ON refunds (merchant_id, ref_no)
  WHERE state IN ('PENDING', 'APPROVED', 'WAITING_DISPUTE', 'REQUESTED');
CREATE INDEX refunds_due ON refunds (merchant_id, due_at) WHERE state = 'APPROVED';
CREATE INDEX refunds_state ON refunds (merchant_id, state, refund_id);

-- What an order tells of its disputes: of one that is open, else of the last one; null when there was none.
ALTER TABLE orders
  ADD COLUMN chargeback_resolution text CHECK (chargeback_resolution IN ('OPEN', 'WON', 'LOST', 'ACCEPTED')),
  ADD COLUMN chargeback_reason text,
  ADD CHECK ((chargeback_resolution IS NULL) = (chargeback_reason IS NULL));

-- Shoppers ask for refunds.
ALTER TABLE order_events DROP CONSTRAINT order_events_actor_kind_check;
ALTER TABLE order_events ADD CONSTRAINT order_events_actor_kind_check
  CHECK (actor_kind IN ('SYSTEM', 'API', 'CLI', 'PANEL', 'SHOPPER'));

-- Gateways name payments by their own references when they tell of disputes.
CREATE INDEX payments_gateway_reference ON payments (merchant_id, gateway_reference)
  WHERE gateway_reference IS NOT NULL;

CREATE TABLE disputes (
  merchant_id bigint NOT NULL,
  dispute_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  payment_id bigint NOT NULL,
  gateway text NOT NULL,
  -- Names the dispute at the gateway.
  gateway_reference text NOT NULL,
  state text NOT NULL CHECK (state IN ('OPEN', 'WON', 'LOST', 'ACCEPTED')),
  reason text NOT NULL,
  amount_minor bigint NOT NULL CHECK (amount_minor > 0),
  currency text NOT NULL,
  -- What the ledger has as held back; nothing while a bank only asks, and once it is decided.
  held_minor bigint NOT NULL CHECK (held_minor >= 0),
  -- How the money of a lost one divides: what it takes of the sale, and what was beyond the sale.
  net_minor bigint NOT NULL CHECK (net_minor >= 0),
  vat_minor bigint NOT NULL CHECK (vat_minor >= 0),
  beyond_minor bigint NOT NULL CHECK (beyond_minor >= 0),
  -- The operator's fee for a lost one.
  fee_minor bigint NOT NULL CHECK (fee_minor >= 0),
  -- The subscriptions that it disabled.
  suspended text[] NOT NULL,
  -- Since when the merchant wants to accept it and the gateway is to be told; null: he does not, or it knows.
  accepting_since timestamptz,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, dispute_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders,
  FOREIGN KEY (merchant_id, payment_id) REFERENCES payments,
  CHECK ((state = 'OPEN') = (closed_at IS NULL)),
  CHECK (state = 'OPEN' OR (held_minor = 0 AND accepting_since IS NULL)),
  CHECK (state IN ('LOST', 'ACCEPTED') OR (net_minor = 0 AND vat_minor = 0 AND beyond_minor = 0 AND fee_minor = 0)),
  CHECK (state NOT IN ('LOST', 'ACCEPTED') OR net_minor + vat_minor + beyond_minor = amount_minor)
);

CREATE UNIQUE INDEX disputes_gateway_reference ON disputes (merchant_id, gateway, gateway_reference);
CREATE INDEX disputes_order ON disputes (merchant_id, ref_no, dispute_id);
CREATE INDEX disputes_state ON disputes (merchant_id, state, dispute_id);
CREATE INDEX disputes_accepting ON disputes (merchant_id, accepting_since) WHERE accepting_since IS NOT NULL;

-- Ends a refund that the gateway made: books it and credits it; when nothing is left closes the order and its deliveries.
-- p_invoices: the credit note, and the invoice where the order has none yet. False when somebody else ended it first.
-- Locks the order first, as all functions of orders do.
DROP FUNCTION finish_refund(bigint, bigint, bigint, jsonb, timestamptz);

CREATE FUNCTION finish_refund(
  p_merchant_id bigint, p_ref_no bigint, p_refund_id bigint, p_ledger jsonb, p_invoices jsonb, p_event jsonb,
  p_at timestamptz
) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_from text;
  v_to text;
  v_refund refunds;
BEGIN
  SELECT status || coalesce('/' || awaits, '') INTO v_from FROM orders
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  UPDATE refunds SET state = 'DONE', updated_at = p_at
  WHERE merchant_id = p_merchant_id AND refund_id = p_refund_id AND state = 'REQUESTED'
  RETURNING * INTO v_refund;
  IF NOT FOUND THEN
    RETURN false;
  END IF;
  INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, p_ledger);
  PERFORM add_invoices(p_merchant_id, p_invoices);
  v_to := v_from;
  IF v_refund.is_total AND v_from = 'COMPLETE' THEN
    v_to := 'REFUND';
    UPDATE orders SET status = 'REFUND' WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
    PERFORM take_back_keys(p_merchant_id, p_ref_no, v_refund.reuses_keys, p_at);
  END IF;
  PERFORM add_order_event(p_merchant_id, p_ref_no, v_from, v_to, p_event, p_at);
  RETURN true;
END
$$;

-- The life of an order beyond "paid at once": orders that wait for somebody, end unpaid, or are paid after delivery.

ALTER TABLE orders
  -- Whom an authorised order waits for, its money being reserved: a person who looks for fraud, or the merchant who
  -- delivers. While it waits, expires_at says when the money is let go.
  ADD COLUMN awaits text CHECK (awaits IN ('REVIEW', 'CONFIRMATION')),
  ADD COLUMN confirmed_at timestamptz,
  ADD CHECK (awaits IS NULL OR status = 'AUTHRECEIVED');

-- Orders that are to be carried on: the work of the finisher.
DROP INDEX orders_to_finish;
CREATE INDEX orders_to_finish ON orders (merchant_id, placed_at) WHERE status = 'AUTHRECEIVED' AND awaits IS NULL;
CREATE INDEX orders_waiting ON orders (merchant_id, expires_at) WHERE awaits IS NOT NULL;
CREATE INDEX orders_purchase_orders ON orders (merchant_id, placed_at)
  WHERE payment_type = 'PURCHASEORDER' AND status = 'PENDING';

-- Searches. The columns behind the keys let orders be counted without a look at the table.
DROP INDEX orders_placed;
DROP INDEX orders_status;
CREATE INDEX orders_placed ON orders (merchant_id, placed_at DESC, ref_no DESC) INCLUDE (is_test, approve_status);
CREATE INDEX orders_status ON orders (merchant_id, status, placed_at DESC, ref_no DESC)
  INCLUDE (is_test, approve_status);
-- Most orders are neither tests nor under suspicion, and cost nothing here.
CREATE INDEX orders_tests ON orders (merchant_id, placed_at DESC, ref_no DESC) INCLUDE (status, approve_status)
  WHERE is_test;
CREATE INDEX orders_doubtful ON orders (merchant_id, approve_status, placed_at DESC, ref_no DESC)
  INCLUDE (is_test, status) WHERE approve_status <> 'OK';
CREATE INDEX subscriptions_tests ON subscriptions (merchant_id, purchased_at) WHERE is_test;

-- What happened to an order, who did it, and where it stood before and after. Rows are only added.
CREATE TABLE order_events (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  event_id bigint NOT NULL,
  event text NOT NULL,
  -- Who: the program itself, a client of the API, the command line, a user of the panel.
  actor_kind text NOT NULL CHECK (actor_kind IN ('SYSTEM', 'API', 'CLI', 'PANEL')),
  actor_name text NOT NULL,
  -- Status and, while it waits, for whom: 'AUTHRECEIVED/REVIEW'.
  from_standing text NOT NULL,
  to_standing text NOT NULL,
  comment text NOT NULL,
  happened_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, ref_no, event_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders
);

-- Documents of purchase orders as they were uploaded; the last one counts.
CREATE TABLE purchase_order_documents (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  document_id bigint NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL CHECK (media_type IN ('application/pdf', 'image/png', 'image/jpeg')),
  content bytea NOT NULL CHECK (octet_length(content) BETWEEN 1 AND 5242880),
  uploaded_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, ref_no, document_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders
);

-- Writes what happened; p_event is {event_id, event, actor_kind, actor_name, comment}.
CREATE FUNCTION add_order_event(
  p_merchant_id bigint, p_ref_no bigint, p_from text, p_to text, p_event jsonb, p_at timestamptz
) RETURNS void LANGUAGE sql AS $$
  INSERT INTO order_events (
    merchant_id, ref_no, event_id, event, actor_kind, actor_name, from_standing, to_standing, comment, happened_at)
  VALUES (
    p_merchant_id, p_ref_no, (p_event ->> 'event_id')::bigint, p_event ->> 'event', p_event ->> 'actor_kind',
    p_event ->> 'actor_name', p_from, p_to, p_event ->> 'comment', p_at);
$$;

-- Moves an order on from where the caller saw it; answers where it stood, if that was elsewhere. All is decided by the
-- caller: p_move is {status, awaits, approve, vendor}; p_changes has expires_at, confirmed_at and purchaseOrder where they
-- change; p_payments says which states of attempts become which, and p_payment is an attempt that the event brings.
-- p_due: only when its time is over. p_ends: the order's goods end; what the history of its subscriptions tells of it.
-- Locks the order first, as all functions of orders do.
CREATE FUNCTION move_order(
  p_merchant_id bigint, p_ref_no bigint, p_from text, p_move jsonb, p_changes jsonb, p_payments jsonb, p_payment jsonb,
  p_due boolean, p_releases_promotions boolean, p_ends jsonb, p_ledger jsonb, p_event jsonb, p_at timestamptz,
  OUT moved boolean, OUT standing text
) LANGUAGE plpgsql AS $$
DECLARE
  v_expires_at timestamptz;
BEGIN
  moved := false;
  SELECT status || coalesce('/' || awaits, ''), expires_at INTO standing, v_expires_at
  FROM orders WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR UPDATE;
  IF standing IS DISTINCT FROM p_from OR (p_due AND coalesce(v_expires_at > p_at, true)) THEN
    RETURN;
  END IF;
  moved := true;
  UPDATE orders
  SET status = p_move ->> 'status', awaits = p_move ->> 'awaits',
      approve_status = coalesce(p_move ->> 'approve', approve_status),
      vendor_approve_status = coalesce(p_move ->> 'vendor', vendor_approve_status),
      expires_at = CASE WHEN p_changes ? 'expires_at' THEN (p_changes ->> 'expires_at')::timestamptz ELSE expires_at END,
      confirmed_at = coalesce((p_changes ->> 'confirmed_at')::timestamptz, confirmed_at),
      details = CASE WHEN p_changes ? 'purchaseOrder'
        THEN details || jsonb_build_object('purchaseOrder', p_changes -> 'purchaseOrder') ELSE details END
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
  -- What the gateway has no name for yet cannot be voided: its outcome finds the order as it is now. Money that came
  -- without a gateway is not ours to send back.
  UPDATE payments
  SET state = CASE WHEN gateway_reference IS NULL AND p_payments ->> state = 'VOIDING' THEN 'VOIDED'
        ELSE p_payments ->> state END,
      updated_at = p_at
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND p_payments ? state
    AND (gateway_reference IS NOT NULL OR p_payments ->> state <> 'VOIDING' OR state IN ('AUTHORISED', 'CAPTURING'));
  IF p_payment IS NOT NULL THEN
    INSERT INTO payments SELECT * FROM jsonb_populate_record(NULL::payments, p_payment);
  END IF;
  IF p_releases_promotions THEN
    PERFORM release_promotions(p_merchant_id, p_ref_no);
  END IF;
  IF p_ends IS NOT NULL THEN
    UPDATE subscriptions s SET enabled = false, recurring_enabled = false, charge_at = NULL, updated_at = p_at
    FROM subscription_orders so
    WHERE so.merchant_id = p_merchant_id AND so.ref_no = p_ref_no
      AND s.merchant_id = p_merchant_id AND s.reference = so.reference AND s.enabled;
    INSERT INTO subscription_events SELECT * FROM jsonb_populate_recordset(NULL::subscription_events, p_ends);
    -- What was handed out is in the buyer's hands; what was not is not to come.
    PERFORM take_back_keys(p_merchant_id, p_ref_no, false, p_at);
  END IF;
  IF p_ledger IS NOT NULL THEN
    INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, p_ledger);
  END IF;
  PERFORM add_order_event(
    p_merchant_id, p_ref_no, standing, (p_move ->> 'status') || coalesce('/' || (p_move ->> 'awaits'), ''), p_event,
    p_at);
END
$$;

-- Notes on an order something that does not move it. False when there is no such order.
CREATE FUNCTION note_on_order(p_merchant_id bigint, p_ref_no bigint, p_event jsonb, p_at timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  v_standing text;
BEGIN
  SELECT status || coalesce('/' || awaits, '') INTO v_standing FROM orders
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no FOR SHARE;
  IF v_standing IS NULL THEN
    RETURN false;
  END IF;
  PERFORM add_order_event(p_merchant_id, p_ref_no, v_standing, v_standing, p_event, p_at);
  RETURN true;
END
$$;

-- Completes an order that is paid (AUTHRECEIVED, PURCHASE_PENDING), or delivers an approved purchase order (PENDING):
-- customer, card, subscriptions, deliveries, invoice and ledger entries come to be in the same moment. False when it does
-- not stand at p_from any more, or its payment is not the one to be collected. p_renewals: what renewed subscriptions
-- become, for the function renew_subscriptions.
DROP FUNCTION finish_order(bigint, bigint, bigint, bigint, bigint, jsonb, jsonb, jsonb, jsonb, jsonb, timestamptz);

CREATE FUNCTION finish_order(
  p_merchant_id bigint, p_ref_no bigint, p_from text, p_to text, p_payment_id bigint, p_order_no bigint,
  p_customer_id bigint, p_customer jsonb, p_card jsonb, p_subscriptions jsonb, p_subscription_orders jsonb,
  p_deliveries jsonb, p_invoices jsonb, p_ledger jsonb, p_changes jsonb, p_event jsonb, p_at timestamptz,
  p_renewals jsonb DEFAULT NULL
) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND status = p_from AND awaits IS NULL FOR UPDATE;
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
  SET status = p_to, approve_status = 'OK', order_no = coalesce(p_order_no, order_no),
      finished_at = CASE WHEN p_to = 'COMPLETE' THEN p_at END, customer_id = coalesce(p_customer_id, customer_id),
      expires_at = (p_changes ->> 'expires_at')::timestamptz,
      details = CASE WHEN p_changes ? 'purchaseOrder'
        THEN details || jsonb_build_object('purchaseOrder', p_changes -> 'purchaseOrder') ELSE details END
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no;
  IF p_card IS NOT NULL THEN
    INSERT INTO stored_cards SELECT * FROM jsonb_populate_record(NULL::stored_cards, p_card);
  END IF;
  IF p_subscriptions IS NOT NULL THEN
    INSERT INTO subscriptions SELECT * FROM jsonb_populate_recordset(NULL::subscriptions, p_subscriptions);
  END IF;
  IF p_subscription_orders IS NOT NULL THEN
    INSERT INTO subscription_orders
      SELECT * FROM jsonb_populate_recordset(NULL::subscription_orders, p_subscription_orders);
  END IF;
  IF p_renewals IS NOT NULL THEN
    PERFORM renew_subscriptions(p_merchant_id, p_ref_no, p_renewals, p_at);
  END IF;
  IF p_deliveries IS NOT NULL THEN
    INSERT INTO deliveries SELECT * FROM jsonb_populate_recordset(NULL::deliveries, p_deliveries);
  END IF;
  IF p_invoices IS NOT NULL THEN
    PERFORM add_invoices(p_merchant_id, p_invoices);
  END IF;
  IF p_ledger IS NOT NULL THEN
    INSERT INTO ledger_entries SELECT * FROM jsonb_populate_recordset(NULL::ledger_entries, p_ledger);
  END IF;
  PERFORM add_order_event(p_merchant_id, p_ref_no, p_from, p_to, p_event, p_at);
  RETURN true;
END
$$;

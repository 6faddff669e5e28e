-- The whole schema of today. Written from the migrations; do not edit by hand.

-- Bodies may name tables that come further down.
SET check_function_bodies = off;

CREATE EXTENSION pg_trgm;

CREATE OR REPLACE FUNCTION public.add_invoices(p_merchant_id bigint, p_invoices jsonb)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO invoices SELECT * FROM jsonb_populate_recordset(NULL::invoices, p_invoices) ON CONFLICT DO NOTHING;
$function$;

CREATE OR REPLACE FUNCTION public.add_keys(p_merchant_id bigint, p_list_id bigint, p_codes text[], p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_last bigint;
  v_added bigint;
BEGIN
  SELECT last_key_no INTO v_last FROM code_lists
  WHERE merchant_id = p_merchant_id AND list_id = p_list_id FOR UPDATE;
  INSERT INTO activation_keys
  SELECT p_merchant_id, p_list_id, v_last + k.place, k.code, true, p_at
  FROM unnest(p_codes) WITH ORDINALITY k (code, place)
  ON CONFLICT (merchant_id, list_id, code) DO NOTHING;
  GET DIAGNOSTICS v_added = ROW_COUNT;
  UPDATE code_lists SET last_key_no = v_last + cardinality(p_codes), updated_at = p_at
  WHERE merchant_id = p_merchant_id AND list_id = p_list_id AND v_added > 0;
  PERFORM note_stock(p_merchant_id, p_list_id, p_at);
  RETURN v_added;
END
$function$;

CREATE OR REPLACE FUNCTION public.add_order_event(p_merchant_id bigint, p_ref_no bigint, p_from text, p_to text, p_event jsonb, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
AS $function$
  INSERT INTO order_events (
    merchant_id, ref_no, event_id, event, actor_kind, actor_name, from_standing, to_standing, comment, happened_at)
  VALUES (
    p_merchant_id, p_ref_no, (p_event ->> 'event_id')::bigint, p_event ->> 'event', p_event ->> 'actor_kind',
    p_event ->> 'actor_name', p_from, p_to, p_event ->> 'comment', p_at);
$function$;

CREATE OR REPLACE FUNCTION public.claim_promotions(p_merchant_id bigint, p_ref_no bigint, p_claims jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_claims jsonb;
  v_codes text[];
  v_keys text[];
  v_enabled text[] := '{}';
  v_found text[] := '{}';
  v_row record;
BEGIN
  SELECT jsonb_agg(c), array_agg(c ->> 'promotionCode'), array_agg(c ->> 'couponKey')
  INTO v_claims, v_codes, v_keys
  FROM jsonb_array_elements(p_claims) c
  WHERE NOT EXISTS (
    SELECT FROM promotion_uses u
    WHERE u.merchant_id = p_merchant_id AND u.ref_no = p_ref_no AND u.promotion_code = c ->> 'promotionCode');
  IF v_claims IS NULL THEN
    RETURN NULL;
  END IF;
  -- Shared: orders do not wait for each other here, but whoever changes the promotion waits for them.
  FOR v_row IN
    SELECT promotion_code, enabled FROM promotions
    WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes) ORDER BY promotion_code FOR SHARE
  LOOP
    IF v_row.enabled THEN
      v_enabled := v_enabled || v_row.promotion_code;
    END IF;
  END LOOP;
  FOR v_row IN SELECT code FROM unnest(v_codes) AS code WHERE code <> ALL (v_enabled) LOOP
    RETURN v_row.code;
  END LOOP;
  FOR v_row IN
    SELECT promotion_code, orders_counted, maximum_orders FROM promotion_limits
    WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes) ORDER BY promotion_code FOR UPDATE
  LOOP
    IF v_row.orders_counted >= v_row.maximum_orders THEN
      RETURN v_row.promotion_code;
    END IF;
  END LOOP;
  -- A coupon that many may use stays unlocked by its first condition: only codes that are used up once are locked.
  FOR v_row IN
    SELECT k.promotion_code, k.used_by FROM promotion_coupons k
    JOIN promotions p ON p.merchant_id = k.merchant_id AND p.promotion_code = k.promotion_code
    WHERE p.coupon_type = 'MULTIPLE' AND k.merchant_id = p_merchant_id
      AND (k.promotion_code, k.coupon_key) IN (SELECT * FROM unnest(v_codes, v_keys))
    ORDER BY k.promotion_code FOR UPDATE OF k
  LOOP
    IF v_row.used_by IS NOT NULL THEN
      RETURN v_row.promotion_code;
    END IF;
    v_found := v_found || v_row.promotion_code;
  END LOOP;
  -- A coupon that was taken out of its promotion in the meantime.
  FOR v_row IN
    SELECT c.code FROM unnest(v_codes, v_keys) AS c (code, key)
    WHERE c.key IS NOT NULL AND c.code <> ALL (v_found) AND NOT EXISTS (
      SELECT FROM promotion_coupons k
      WHERE k.merchant_id = p_merchant_id AND k.promotion_code = c.code AND k.coupon_key = c.key)
  LOOP
    RETURN v_row.code;
  END LOOP;

  UPDATE promotion_limits SET orders_counted = orders_counted + 1
  WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes);
  UPDATE promotion_coupons k SET used_by = p_ref_no
  WHERE k.merchant_id = p_merchant_id AND k.promotion_code = ANY (v_found)
    AND (k.promotion_code, k.coupon_key) IN (SELECT * FROM unnest(v_codes, v_keys));
  INSERT INTO promotion_uses (merchant_id, ref_no, promotion_code, coupon_key)
  SELECT p_merchant_id, p_ref_no, c.code, c.key FROM unnest(v_codes, v_keys) AS c (code, key);
  RETURN NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.fail_renewal(p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamp with time zone, p_payment_id bigint, p_state text, p_refused_card_id bigint, p_change jsonb, p_events jsonb, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.finish_order(p_merchant_id bigint, p_ref_no bigint, p_from text, p_to text, p_payment_id bigint, p_order_no bigint, p_customer_id bigint, p_customer jsonb, p_card jsonb, p_subscriptions jsonb, p_subscription_orders jsonb, p_deliveries jsonb, p_invoices jsonb, p_ledger jsonb, p_changes jsonb, p_event jsonb, p_at timestamp with time zone, p_renewals jsonb DEFAULT NULL::jsonb)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.finish_refund(p_merchant_id bigint, p_ref_no bigint, p_refund_id bigint, p_ledger jsonb, p_invoices jsonb, p_event jsonb, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.has_few_keys(p_merchant_id bigint, p_list_id bigint, p_below integer)
 RETURNS boolean
 LANGUAGE sql
 STABLE STRICT
AS $function$
  SELECT count(*) < p_below FROM (
    SELECT FROM activation_keys WHERE merchant_id = p_merchant_id AND list_id = p_list_id AND is_free
    ORDER BY key_no LIMIT p_below) free
$function$;

CREATE OR REPLACE FUNCTION public.make_delivery(p_merchant_id bigint, p_ref_no bigint, p_line_no integer, p_list_code text, p_description text, p_download_file jsonb, p_at timestamp with time zone, OUT state text, OUT is_low boolean)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_order_status text;
  v_delivery deliveries;
  v_list code_lists;
  v_wanted integer;
  v_key_nos bigint[];
  v_codes text[];
BEGIN
  is_low := false;
  SELECT o.status INTO v_order_status FROM orders o
  WHERE o.merchant_id = p_merchant_id AND o.ref_no = p_ref_no FOR SHARE;
  SELECT * INTO v_delivery FROM deliveries d
  WHERE d.merchant_id = p_merchant_id AND d.ref_no = p_ref_no AND d.line_no = p_line_no FOR UPDATE;
  state := v_delivery.state;
  IF state IS NULL OR state NOT IN ('WAITING', 'SHORT') THEN
    RETURN;
  END IF;

  IF v_order_status IN ('CANCELED', 'REVERSED', 'REFUND') THEN
    state := 'CANCELED';
  ELSIF p_list_code IS NULL THEN
    state := 'DELIVERED';
  ELSE
    state := 'SHORT';
    SELECT * INTO v_list FROM code_lists l WHERE l.merchant_id = p_merchant_id AND l.code = p_list_code;
    IF v_list.shared_key IS NOT NULL THEN
      INSERT INTO delivered_codes
      VALUES (p_merchant_id, p_ref_no, p_line_no, 1, v_list.shared_key, v_list.list_id, NULL, NULL);
      state := 'DELIVERED';
    ELSIF v_list.list_id IS NOT NULL THEN
      v_wanted := CASE v_list.key_per WHEN 'LINE' THEN 1 ELSE v_delivery.quantity END;
      IF v_wanted > 1 THEN
        -- Two that take several keys at once would each hold some of the last ones, and neither have enough.
        PERFORM 1 FROM code_lists l
        WHERE l.merchant_id = p_merchant_id AND l.list_id = v_list.list_id FOR NO KEY UPDATE;
      END IF;
      SELECT array_agg(k.key_no ORDER BY k.key_no), array_agg(k.code ORDER BY k.key_no) INTO v_key_nos, v_codes
      FROM (
        SELECT a.key_no, a.code FROM activation_keys a
        WHERE a.merchant_id = p_merchant_id AND a.list_id = v_list.list_id AND a.is_free
        ORDER BY a.key_no LIMIT v_wanted FOR UPDATE SKIP LOCKED) k;
      IF cardinality(v_key_nos) = v_wanted THEN
        UPDATE activation_keys a SET is_free = false
        WHERE a.merchant_id = p_merchant_id AND a.list_id = v_list.list_id AND a.key_no = ANY (v_key_nos);
        INSERT INTO delivered_codes
        SELECT p_merchant_id, p_ref_no, p_line_no, k.code_no, k.code, v_list.list_id, k.key_no, NULL
        FROM unnest(v_key_nos, v_codes) WITH ORDINALITY k (key_no, code, code_no);
        state := 'DELIVERED';
      END IF;
      is_low := note_stock(p_merchant_id, v_list.list_id, p_at);
    END IF;
  END IF;

  IF state = 'DELIVERED' THEN
    UPDATE deliveries d
    SET state = 'DELIVERED', list_code = p_list_code, description = p_description,
        codes_description = coalesce(v_list.description, ''), download_file = p_download_file, updated_at = p_at,
        delivered_at = p_at
    WHERE d.merchant_id = p_merchant_id AND d.ref_no = p_ref_no AND d.line_no = p_line_no;
  ELSE
    UPDATE deliveries d SET state = make_delivery.state, list_code = p_list_code, updated_at = p_at
    WHERE d.merchant_id = p_merchant_id AND d.ref_no = p_ref_no AND d.line_no = p_line_no;
  END IF;
END
$function$;

CREATE OR REPLACE FUNCTION public.move_order(p_merchant_id bigint, p_ref_no bigint, p_from text, p_move jsonb, p_changes jsonb, p_payments jsonb, p_payment jsonb, p_due boolean, p_releases_promotions boolean, p_ends jsonb, p_ledger jsonb, p_event jsonb, p_at timestamp with time zone, OUT moved boolean, OUT standing text)
 RETURNS record
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.note_on_order(p_merchant_id bigint, p_ref_no bigint, p_event jsonb, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.note_stock(p_merchant_id bigint, p_list_id bigint, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_list code_lists;
  v_few boolean;
BEGIN
  SELECT * INTO v_list FROM code_lists WHERE merchant_id = p_merchant_id AND list_id = p_list_id;
  v_few := v_list.shared_key IS NULL
    AND coalesce(has_few_keys(p_merchant_id, p_list_id, v_list.low_stock_below), false);
  IF v_few = (v_list.low_stock_at IS NOT NULL) THEN
    RETURN false;
  END IF;
  -- Keys may come and go while this waits for the list, so they are counted again.
  SELECT * INTO v_list FROM code_lists WHERE merchant_id = p_merchant_id AND list_id = p_list_id FOR NO KEY UPDATE;
  v_few := v_list.shared_key IS NULL
    AND coalesce(has_few_keys(p_merchant_id, p_list_id, v_list.low_stock_below), false);
  UPDATE code_lists SET low_stock_at = CASE WHEN v_few THEN coalesce(low_stock_at, p_at) END
  WHERE merchant_id = p_merchant_id AND list_id = p_list_id;
  RETURN v_few AND v_list.low_stock_at IS NULL;
END
$function$;

CREATE OR REPLACE FUNCTION public.number_invoices(p_merchant_id bigint, p_digits integer, p_limit integer, p_at timestamp with time zone)
 RETURNS integer
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_kind text;
  v_series text;
  v_counter text;
  v_next bigint;
  v_last_on date;
  v_count integer;
  v_total integer := 0;
BEGIN
  INSERT INTO counters VALUES (p_merchant_id, 'invoice-numbering', 0) ON CONFLICT DO NOTHING;
  PERFORM 1 FROM counters WHERE merchant_id = p_merchant_id AND name = 'invoice-numbering' FOR UPDATE;
  FOREACH v_kind IN ARRAY ARRAY['SALE', 'CREDIT_NOTE'] LOOP
    FOR v_series IN
      SELECT DISTINCT series FROM invoices WHERE merchant_id = p_merchant_id AND number IS NULL AND kind = v_kind
    LOOP
      v_counter := 'invoice-series:' || v_series;
      INSERT INTO counters VALUES (p_merchant_id, v_counter, 1) ON CONFLICT DO NOTHING;
      SELECT next_value INTO v_next FROM counters WHERE merchant_id = p_merchant_id AND name = v_counter;
      SELECT issued_on INTO v_last_on FROM invoices
      WHERE merchant_id = p_merchant_id AND series = v_series AND series_no = v_next - 1;
      WITH waiting AS (
        SELECT i.invoice_id, sale.number AS corrects_number, sale.issued_on AS corrects_on,
          v_next - 1 + row_number() OVER (ORDER BY i.issued_on, i.issued_at, i.invoice_id) AS series_no
        FROM invoices i
        LEFT JOIN invoices sale ON i.kind = 'CREDIT_NOTE'
          AND sale.merchant_id = p_merchant_id AND sale.ref_no = i.ref_no AND sale.refund_id IS NULL
        WHERE i.merchant_id = p_merchant_id AND i.series = v_series AND i.number IS NULL AND i.kind = v_kind
          AND (sale.invoice_id IS NULL OR sale.number IS NOT NULL)
        ORDER BY i.issued_on, i.issued_at, i.invoice_id
        LIMIT p_limit
      )
      UPDATE invoices i
      SET series_no = w.series_no,
          number = v_series || lpad(w.series_no::text, greatest(p_digits, length(w.series_no::text)), '0'),
          corrects_number = w.corrects_number, corrects_on = w.corrects_on,
          issued_on = greatest(i.issued_on, v_last_on), numbered_at = p_at
      FROM waiting w WHERE i.merchant_id = p_merchant_id AND i.invoice_id = w.invoice_id;
      GET DIAGNOSTICS v_count = ROW_COUNT;
      UPDATE counters SET next_value = v_next + v_count WHERE merchant_id = p_merchant_id AND name = v_counter;
      v_total := v_total + v_count;
    END LOOP;
  END LOOP;
  RETURN v_total;
END
$function$;

CREATE OR REPLACE FUNCTION public.place_renewal(p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamp with time zone, p_replaces bigint, p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.release_promotions(p_merchant_id bigint, p_ref_no bigint)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_codes text[];
BEGIN
  WITH gone AS (
    DELETE FROM promotion_uses WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no RETURNING promotion_code
  )
  SELECT array_agg(promotion_code ORDER BY promotion_code) INTO v_codes FROM gone;
  IF v_codes IS NULL THEN
    RETURN;
  END IF;
  PERFORM 1 FROM promotion_limits
  WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes) ORDER BY promotion_code FOR UPDATE;
  UPDATE promotion_limits SET orders_counted = greatest(orders_counted - 1, 0)
  WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes);
  UPDATE promotion_coupons SET used_by = NULL
  WHERE merchant_id = p_merchant_id AND promotion_code = ANY (v_codes) AND used_by = p_ref_no;
END
$function$;

CREATE OR REPLACE FUNCTION public.renew_subscriptions(p_merchant_id bigint, p_ref_no bigint, p_renewals jsonb, p_at timestamp with time zone)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.retry_payment(p_merchant_id bigint, p_ref_no bigint, p_payment jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.retry_renewal(p_merchant_id bigint, p_reference text, p_cycle_number integer, p_updated_at timestamp with time zone, p_payment jsonb, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.settle_payment(p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_from text[], p_state text, p_gateway_reference text, p_token text, p_card jsonb, p_challenge jsonb, p_instructions jsonb, p_decline_reason text, p_order_status text, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.take_back_keys(p_merchant_id bigint, p_ref_no bigint, p_reuse boolean, p_at timestamp with time zone)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_lists bigint[];
  v_list bigint;
  v_count bigint;
BEGIN
  PERFORM 1 FROM deliveries WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no ORDER BY line_no FOR UPDATE;
  UPDATE deliveries SET state = 'CANCELED', updated_at = p_at
  WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND state IN ('WAITING', 'SHORT');
  IF NOT p_reuse THEN
    RETURN 0;
  END IF;
  WITH back AS (
    UPDATE delivered_codes SET taken_back_at = p_at
    WHERE merchant_id = p_merchant_id AND ref_no = p_ref_no AND key_no IS NOT NULL AND taken_back_at IS NULL
    RETURNING list_id, key_no
  ), freed AS (
    UPDATE activation_keys a SET is_free = true FROM back b
    WHERE a.merchant_id = p_merchant_id AND a.list_id = b.list_id AND a.key_no = b.key_no
    RETURNING a.list_id
  )
  SELECT count(*), array_agg(DISTINCT list_id ORDER BY list_id) INTO v_count, v_lists FROM freed;
  FOREACH v_list IN ARRAY coalesce(v_lists, '{}') LOOP
    PERFORM note_stock(p_merchant_id, v_list, p_at);
  END LOOP;
  RETURN v_count;
END
$function$;

CREATE TABLE activation_keys (
  merchant_id bigint NOT NULL,
  list_id bigint NOT NULL,
  key_no bigint NOT NULL,
  code text NOT NULL,
  is_free boolean NOT NULL,
  added_at timestamp with time zone NOT NULL,
  CONSTRAINT activation_keys_pkey PRIMARY KEY (merchant_id, list_id, key_no),
  CONSTRAINT activation_keys_code_check CHECK (((octet_length(code) >= 1) AND (octet_length(code) <= 2000)))
);

CREATE UNIQUE INDEX activation_keys_code ON public.activation_keys USING btree (merchant_id, list_id, code);
CREATE INDEX activation_keys_free ON public.activation_keys USING btree (merchant_id, list_id, key_no) WHERE is_free;

CREATE TABLE additional_fields (
  merchant_id bigint NOT NULL,
  code text NOT NULL,
  label text NOT NULL,
  type text NOT NULL,
  apply_to text NOT NULL,
  choices text[] NOT NULL,
  validation_rule text,
  translations jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  required_of_orders boolean DEFAULT false NOT NULL,
  CONSTRAINT additional_fields_pkey PRIMARY KEY (merchant_id, code),
  CONSTRAINT additional_fields_apply_to_check CHECK ((apply_to = ANY (ARRAY['ORDER'::text, 'PRODUCT'::text]))),
  CONSTRAINT additional_fields_type_check CHECK ((type = ANY (ARRAY['LISTBOX'::text, 'CHECKBOX'::text, 'TEXT'::text, 'HIDDEN'::text])))
);

CREATE INDEX additional_fields_required ON public.additional_fields USING btree (merchant_id) WHERE required_of_orders;

CREATE TABLE card_changes (
  merchant_id bigint NOT NULL,
  change_id bigint NOT NULL,
  reference text NOT NULL,
  gateway text NOT NULL,
  token text NOT NULL,
  card jsonb NOT NULL,
  state text NOT NULL,
  challenge_url text,
  decline_reason text,
  requested_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT card_changes_pkey PRIMARY KEY (merchant_id, change_id),
  CONSTRAINT card_changes_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'CHALLENGED'::text, 'DONE'::text, 'DECLINED'::text, 'REPLACED'::text])))
);

CREATE INDEX card_changes_open ON public.card_changes USING btree (merchant_id, updated_at) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'CHALLENGED'::text]));
CREATE INDEX card_changes_subscription ON public.card_changes USING btree (merchant_id, reference, change_id);

CREATE TABLE code_lists (
  merchant_id bigint NOT NULL,
  list_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  kind text NOT NULL,
  shared_key text,
  key_per text NOT NULL,
  description text NOT NULL,
  low_stock_below integer,
  low_stock_at timestamp with time zone,
  last_key_no bigint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT code_lists_pkey PRIMARY KEY (merchant_id, list_id),
  CONSTRAINT code_lists_key_per_check CHECK ((key_per = ANY (ARRAY['UNIT'::text, 'LINE'::text]))),
  CONSTRAINT code_lists_kind_check CHECK ((kind = 'STATIC'::text)),
  CONSTRAINT code_lists_low_stock_below_check CHECK (((low_stock_below >= 1) AND (low_stock_below <= 100000))),
  CONSTRAINT code_lists_shared_key_check CHECK (((octet_length(shared_key) >= 1) AND (octet_length(shared_key) <= 2000)))
);

CREATE UNIQUE INDEX code_lists_code ON public.code_lists USING btree (merchant_id, code);

CREATE TABLE counters (
  merchant_id bigint NOT NULL,
  name text NOT NULL,
  next_value bigint NOT NULL,
  CONSTRAINT counters_pkey PRIMARY KEY (merchant_id, name)
);

CREATE TABLE cross_sell_campaigns (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  display_type text NOT NULL,
  display_in_email boolean NOT NULL,
  starts_on date,
  ends_on date,
  active boolean NOT NULL,
  owner_type text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT cross_sell_campaigns_pkey PRIMARY KEY (merchant_id, campaign_id),
  CONSTRAINT cross_sell_campaigns_display_type_check CHECK ((display_type = ANY (ARRAY['cart'::text, 'review'::text, 'finish'::text]))),
  CONSTRAINT cross_sell_campaigns_owner_type_check CHECK ((owner_type = ANY (ARRAY['MERCH'::text, 'AFF'::text])))
);

CREATE UNIQUE INDEX cross_sell_campaigns_code ON public.cross_sell_campaigns USING btree (merchant_id, code);

CREATE TABLE cross_sell_master_products (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  product_code text NOT NULL,
  "position" smallint NOT NULL,
  CONSTRAINT cross_sell_master_products_pkey PRIMARY KEY (merchant_id, campaign_id, product_code)
);

CREATE INDEX cross_sell_master_products_product ON public.cross_sell_master_products USING btree (merchant_id, product_code, campaign_id);

CREATE TABLE cross_sell_products (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  product_code text NOT NULL,
  "position" smallint NOT NULL,
  discount_ppm bigint NOT NULL,
  type text NOT NULL,
  auto_added boolean NOT NULL,
  CONSTRAINT cross_sell_products_pkey PRIMARY KEY (merchant_id, campaign_id, product_code),
  CONSTRAINT cross_sell_products_discount_ppm_check CHECK (((discount_ppm >= 0) AND (discount_ppm <= 1000000)))
);

CREATE INDEX cross_sell_products_product ON public.cross_sell_products USING btree (merchant_id, product_code, campaign_id);

CREATE TABLE cross_sell_settings (
  merchant_id bigint NOT NULL,
  max_thumb_size smallint NOT NULL,
  display_products_max smallint NOT NULL,
  display_short_description boolean NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT cross_sell_settings_pkey PRIMARY KEY (merchant_id),
  CONSTRAINT cross_sell_settings_display_products_max_check CHECK ((display_products_max > 0)),
  CONSTRAINT cross_sell_settings_max_thumb_size_check CHECK ((max_thumb_size = ANY (ARRAY[60, 80, 100, 150])))
);

CREATE TABLE customers (
  merchant_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  external_reference text,
  first_name text NOT NULL,
  last_name text NOT NULL,
  company text,
  fiscal_code text,
  address1 text NOT NULL,
  address2 text,
  city text NOT NULL,
  state text,
  zip text NOT NULL,
  country_code text NOT NULL,
  phone text,
  fax text,
  email text NOT NULL,
  language text,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT customers_pkey PRIMARY KEY (merchant_id, customer_id)
);

CREATE INDEX customers_email ON public.customers USING btree (merchant_id, lower(email));
CREATE INDEX customers_email_parts ON public.customers USING gin (lower(email) gin_trgm_ops);
CREATE UNIQUE INDEX customers_external_reference ON public.customers USING btree (merchant_id, external_reference);

CREATE TABLE delivered_codes (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  code_no integer NOT NULL,
  code text NOT NULL,
  list_id bigint NOT NULL,
  key_no bigint,
  taken_back_at timestamp with time zone,
  CONSTRAINT delivered_codes_pkey PRIMARY KEY (merchant_id, ref_no, line_no, code_no),
  CONSTRAINT delivered_codes_code_check CHECK (((octet_length(code) >= 1) AND (octet_length(code) <= 2000)))
);

CREATE INDEX delivered_codes_code ON public.delivered_codes USING btree (merchant_id, code);
CREATE UNIQUE INDEX delivered_codes_key ON public.delivered_codes USING btree (merchant_id, list_id, key_no) WHERE ((key_no IS NOT NULL) AND (taken_back_at IS NULL));

CREATE TABLE deliveries (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  product_id bigint NOT NULL,
  product_code text NOT NULL,
  quantity integer NOT NULL,
  state text NOT NULL,
  list_code text,
  description text NOT NULL,
  codes_description text NOT NULL,
  download_file jsonb,
  wanted_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  delivered_at timestamp with time zone,
  CONSTRAINT deliveries_pkey PRIMARY KEY (merchant_id, ref_no, line_no),
  CONSTRAINT deliveries_check CHECK (((state = 'DELIVERED'::text) = (delivered_at IS NOT NULL))),
  CONSTRAINT deliveries_state_check CHECK ((state = ANY (ARRAY['WAITING'::text, 'SHORT'::text, 'DELIVERED'::text, 'CANCELED'::text])))
);

CREATE INDEX deliveries_short ON public.deliveries USING btree (merchant_id, product_id, wanted_at) WHERE (state = 'SHORT'::text);
CREATE INDEX deliveries_waiting ON public.deliveries USING btree (merchant_id, wanted_at) WHERE (state = 'WAITING'::text);

CREATE TABLE disputes (
  merchant_id bigint NOT NULL,
  dispute_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  payment_id bigint NOT NULL,
  gateway text NOT NULL,
  gateway_reference text NOT NULL,
  state text NOT NULL,
  reason text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  held_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  beyond_minor bigint NOT NULL,
  fee_minor bigint NOT NULL,
  suspended text[] NOT NULL,
  accepting_since timestamp with time zone,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT disputes_pkey PRIMARY KEY (merchant_id, dispute_id),
  CONSTRAINT disputes_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT disputes_beyond_minor_check CHECK ((beyond_minor >= 0)),
  CONSTRAINT disputes_check CHECK (((state = 'OPEN'::text) = (closed_at IS NULL))),
  CONSTRAINT disputes_check1 CHECK (((state = 'OPEN'::text) OR ((held_minor = 0) AND (accepting_since IS NULL)))),
  CONSTRAINT disputes_check2 CHECK (((state = ANY (ARRAY['LOST'::text, 'ACCEPTED'::text])) OR ((net_minor = 0) AND (vat_minor = 0) AND (beyond_minor = 0) AND (fee_minor = 0)))),
  CONSTRAINT disputes_check3 CHECK (((state <> ALL (ARRAY['LOST'::text, 'ACCEPTED'::text])) OR (((net_minor + vat_minor) + beyond_minor) = amount_minor))),
  CONSTRAINT disputes_fee_minor_check CHECK ((fee_minor >= 0)),
  CONSTRAINT disputes_held_minor_check CHECK ((held_minor >= 0)),
  CONSTRAINT disputes_net_minor_check CHECK ((net_minor >= 0)),
  CONSTRAINT disputes_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'WON'::text, 'LOST'::text, 'ACCEPTED'::text]))),
  CONSTRAINT disputes_vat_minor_check CHECK ((vat_minor >= 0))
);

CREATE INDEX disputes_accepting ON public.disputes USING btree (merchant_id, accepting_since) WHERE (accepting_since IS NOT NULL);
CREATE UNIQUE INDEX disputes_gateway_reference ON public.disputes USING btree (merchant_id, gateway, gateway_reference);
CREATE INDEX disputes_order ON public.disputes USING btree (merchant_id, ref_no, dispute_id);
CREATE INDEX disputes_state ON public.disputes USING btree (merchant_id, state, dispute_id);

CREATE TABLE exchange_rates (
  currency text NOT NULL,
  rate_e8 bigint NOT NULL,
  as_of date NOT NULL,
  source text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_rates_pkey PRIMARY KEY (currency),
  CONSTRAINT exchange_rates_rate_e8_check CHECK ((rate_e8 > 0))
);

CREATE TABLE express_checkouts (
  merchant_id bigint NOT NULL,
  payment_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  token_hash bytea NOT NULL,
  gateway text NOT NULL,
  email text,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT express_checkouts_pkey PRIMARY KEY (merchant_id, payment_id),
  CONSTRAINT express_checkouts_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'USED'::text, 'CLOSING'::text, 'CLOSED'::text])))
);

CREATE INDEX express_checkouts_email ON public.express_checkouts USING btree (merchant_id, email, payment_id) WHERE (state = 'OPEN'::text);
CREATE INDEX express_checkouts_expiry ON public.express_checkouts USING btree (merchant_id, expires_at) WHERE (state = ANY (ARRAY['OPEN'::text, 'CLOSING'::text]));
CREATE UNIQUE INDEX express_checkouts_token ON public.express_checkouts USING btree (merchant_id, token_hash);

CREATE TABLE gateway_calls (
  merchant_id bigint NOT NULL,
  gateway text NOT NULL,
  idempotency_key text NOT NULL,
  operation text NOT NULL,
  fingerprint text NOT NULL,
  epoch integer NOT NULL,
  sends integer NOT NULL,
  provider_reference text,
  outcome text,
  reason text,
  amount_minor bigint,
  asked_at timestamp with time zone NOT NULL,
  sent_at timestamp with time zone NOT NULL,
  order_reference text,
  page_secret text,
  base_url text,
  return_url text,
  cancel_url text,
  CONSTRAINT gateway_calls_pkey PRIMARY KEY (merchant_id, gateway, idempotency_key),
  CONSTRAINT gateway_calls_check CHECK (((outcome IS NULL) OR ((outcome = ANY (ARRAY['DECLINED'::text, 'REFUSED'::text])) = (reason IS NOT NULL)))),
  CONSTRAINT gateway_calls_check1 CHECK (((page_secret IS NULL) = (base_url IS NULL))),
  CONSTRAINT gateway_calls_check2 CHECK (((page_secret IS NULL) = (return_url IS NULL))),
  CONSTRAINT gateway_calls_check3 CHECK (((page_secret IS NULL) = (cancel_url IS NULL))),
  CONSTRAINT gateway_calls_operation_check CHECK ((operation = ANY (ARRAY['AUTHORISE'::text, 'CAPTURE'::text, 'VOID'::text, 'REFUND'::text, 'TOKENISE'::text]))),
  CONSTRAINT gateway_calls_outcome_check CHECK ((outcome = ANY (ARRAY['DECLINED'::text, 'DONE'::text, 'REFUSED'::text, 'TOKENISED'::text])))
);

CREATE TABLE idempotent_calls (
  merchant_id bigint NOT NULL,
  kind text NOT NULL,
  key text NOT NULL,
  request_hash bytea NOT NULL,
  made_id bigint,
  answer jsonb,
  claimed_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  CONSTRAINT idempotent_calls_pkey PRIMARY KEY (merchant_id, kind, key),
  CONSTRAINT idempotent_calls_kind_check CHECK ((kind = ANY (ARRAY['KEY'::text, 'EXTERNAL_REFERENCE'::text])))
);

CREATE INDEX idempotent_calls_expiring ON public.idempotent_calls USING btree (merchant_id, expires_at) WHERE (expires_at IS NOT NULL);

CREATE TABLE imported_codes (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  code text NOT NULL,
  CONSTRAINT imported_codes_pkey PRIMARY KEY (merchant_id, reference, code),
  CONSTRAINT imported_codes_code_check CHECK (((octet_length(code) >= 1) AND (octet_length(code) <= 2000)))
);

CREATE INDEX imported_codes_code ON public.imported_codes USING btree (merchant_id, code);

CREATE TABLE invoices (
  merchant_id bigint NOT NULL,
  invoice_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  kind text NOT NULL,
  refund_id bigint,
  is_test boolean NOT NULL,
  series text NOT NULL,
  series_no bigint,
  number text,
  corrects_number text,
  corrects_on date,
  currency text NOT NULL,
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  buyer_name text NOT NULL,
  document jsonb NOT NULL,
  issued_on date NOT NULL,
  issued_at timestamp with time zone NOT NULL,
  numbered_at timestamp with time zone,
  CONSTRAINT invoices_pkey PRIMARY KEY (merchant_id, invoice_id),
  CONSTRAINT invoices_check CHECK (((kind = 'CREDIT_NOTE'::text) = (refund_id IS NOT NULL))),
  CONSTRAINT invoices_check1 CHECK (((net_minor + vat_minor) = gross_minor)),
  CONSTRAINT invoices_check2 CHECK ((((number IS NULL) = (series_no IS NULL)) AND ((number IS NULL) = (numbered_at IS NULL)))),
  CONSTRAINT invoices_kind_check CHECK ((kind = ANY (ARRAY['SALE'::text, 'CREDIT_NOTE'::text]))),
  CONSTRAINT invoices_series_no_check CHECK ((series_no > 0))
);

CREATE INDEX invoices_issued ON public.invoices USING btree (merchant_id, issued_on DESC, invoice_id DESC);
CREATE UNIQUE INDEX invoices_order ON public.invoices USING btree (merchant_id, ref_no, refund_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX invoices_series ON public.invoices USING btree (merchant_id, series, series_no) WHERE (series_no IS NOT NULL);
CREATE INDEX invoices_unnumbered ON public.invoices USING btree (merchant_id, series, issued_on, issued_at, invoice_id) WHERE (number IS NULL);

CREATE TABLE ledger_entries (
  merchant_id bigint NOT NULL,
  transaction_id bigint NOT NULL,
  entry_no smallint NOT NULL,
  kind text NOT NULL,
  account text NOT NULL,
  currency text NOT NULL,
  amount_minor bigint NOT NULL,
  ref_no bigint,
  booked_at timestamp with time zone NOT NULL,
  CONSTRAINT ledger_entries_pkey PRIMARY KEY (merchant_id, transaction_id, entry_no)
);

CREATE INDEX ledger_entries_account ON public.ledger_entries USING btree (merchant_id, account, currency, booked_at);
CREATE INDEX ledger_entries_order ON public.ledger_entries USING btree (merchant_id, ref_no) WHERE (ref_no IS NOT NULL);

CREATE TABLE merchant_keys (
  merchant_id bigint NOT NULL,
  key_id bigint NOT NULL,
  purpose text NOT NULL,
  sealed_secret bytea NOT NULL,
  created_at timestamp with time zone NOT NULL,
  retires_at timestamp with time zone,
  CONSTRAINT merchant_keys_pkey PRIMARY KEY (merchant_id, key_id),
  CONSTRAINT merchant_keys_purpose_check CHECK ((purpose = ANY (ARRAY['API'::text, 'BUY_LINK'::text, 'INS'::text, 'CARD_ENCRYPTION'::text, 'STRIPE_API'::text, 'STRIPE_WEBHOOK'::text])))
);

CREATE TABLE merchants (
  merchant_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  country_code text NOT NULL,
  currency text NOT NULL,
  time_zone text NOT NULL,
  is_test boolean NOT NULL,
  enabled boolean NOT NULL,
  clock_offset_ms bigint NOT NULL,
  session_epoch integer NOT NULL,
  allowed_addresses text[] NOT NULL,
  settings jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT merchants_pkey PRIMARY KEY (merchant_id)
);

CREATE UNIQUE INDEX merchants_code ON public.merchants USING btree (lower(code));

CREATE TABLE one_time_tokens (
  merchant_id bigint NOT NULL,
  token_hash bytea NOT NULL,
  gateway text NOT NULL,
  gateway_token text NOT NULL,
  card jsonb NOT NULL,
  scope text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  used_by bigint,
  CONSTRAINT one_time_tokens_pkey PRIMARY KEY (merchant_id, token_hash),
  CONSTRAINT one_time_tokens_scope_check CHECK ((scope = ANY (ARRAY['ordering'::text, 'subscription'::text])))
);

CREATE INDEX one_time_tokens_expiry ON public.one_time_tokens USING btree (merchant_id, expires_at);

CREATE TABLE order_events (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  event_id bigint NOT NULL,
  event text NOT NULL,
  actor_kind text NOT NULL,
  actor_name text NOT NULL,
  from_standing text NOT NULL,
  to_standing text NOT NULL,
  comment text NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  CONSTRAINT order_events_pkey PRIMARY KEY (merchant_id, ref_no, event_id),
  CONSTRAINT order_events_actor_kind_check CHECK ((actor_kind = ANY (ARRAY['SYSTEM'::text, 'API'::text, 'CLI'::text, 'PANEL'::text, 'SHOPPER'::text])))
);

CREATE TABLE order_items (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  line_item_reference text NOT NULL,
  product_id bigint NOT NULL,
  product_code text NOT NULL,
  product_name text NOT NULL,
  quantity integer NOT NULL,
  price_type text NOT NULL,
  vat_rate_ppm bigint NOT NULL,
  unit_net_minor bigint NOT NULL,
  unit_vat_minor bigint NOT NULL,
  unit_gross_minor bigint NOT NULL,
  unit_discount_minor bigint NOT NULL,
  unit_net_discounted_minor bigint NOT NULL,
  unit_gross_discounted_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  net_discounted_minor bigint NOT NULL,
  vat_discounted_minor bigint NOT NULL,
  gross_discounted_minor bigint NOT NULL,
  details jsonb NOT NULL,
  CONSTRAINT order_items_pkey PRIMARY KEY (merchant_id, ref_no, line_no)
);

CREATE INDEX order_items_product ON public.order_items USING btree (merchant_id, product_id);

CREATE TABLE orders (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  order_no bigint,
  status text NOT NULL,
  approve_status text NOT NULL,
  vendor_approve_status text NOT NULL,
  is_test boolean NOT NULL,
  currency text NOT NULL,
  language text NOT NULL,
  country_code text NOT NULL,
  customer_ip text,
  source text,
  external_reference text,
  customer_id bigint,
  external_customer_reference text,
  payment_type text NOT NULL,
  payment_currency text NOT NULL,
  recurring_enabled boolean NOT NULL,
  net_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  net_discounted_minor bigint NOT NULL,
  gross_discounted_minor bigint NOT NULL,
  discount_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  vat_discounted_minor bigint NOT NULL,
  commission_minor bigint NOT NULL,
  affiliate_commission_minor bigint NOT NULL,
  billing jsonb NOT NULL,
  delivery jsonb NOT NULL,
  details jsonb NOT NULL,
  placed_at timestamp with time zone NOT NULL,
  finished_at timestamp with time zone,
  expires_at timestamp with time zone,
  awaits text,
  confirmed_at timestamp with time zone,
  chargeback_resolution text,
  chargeback_reason text,
  CONSTRAINT orders_pkey PRIMARY KEY (merchant_id, ref_no),
  CONSTRAINT orders_approve_status_check CHECK ((approve_status = ANY (ARRAY['WAITING'::text, 'OK'::text, 'FRAUD'::text, 'INVALIDDATA'::text]))),
  CONSTRAINT orders_awaits_check CHECK ((awaits = ANY (ARRAY['REVIEW'::text, 'CONFIRMATION'::text]))),
  CONSTRAINT orders_chargeback_resolution_check CHECK ((chargeback_resolution = ANY (ARRAY['OPEN'::text, 'WON'::text, 'LOST'::text, 'ACCEPTED'::text]))),
  CONSTRAINT orders_check CHECK (((awaits IS NULL) OR (status = 'AUTHRECEIVED'::text))),
  CONSTRAINT orders_check1 CHECK (((chargeback_resolution IS NULL) = (chargeback_reason IS NULL))),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'PURCHASE_PENDING'::text, 'AUTHRECEIVED'::text, 'COMPLETE'::text, 'CANCELED'::text, 'REVERSED'::text, 'REFUND'::text]))),
  CONSTRAINT orders_vendor_approve_status_check CHECK ((vendor_approve_status = ANY (ARRAY['OK'::text, 'WAITING'::text, 'REJECTED'::text])))
);

CREATE INDEX orders_customer ON public.orders USING btree (merchant_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX orders_doubtful ON public.orders USING btree (merchant_id, approve_status, placed_at DESC, ref_no DESC) INCLUDE (is_test, status) WHERE (approve_status <> 'OK'::text);
CREATE INDEX orders_expiring ON public.orders USING btree (merchant_id, expires_at) WHERE ((status = ANY (ARRAY['PENDING'::text, 'PURCHASE_PENDING'::text])) AND (expires_at IS NOT NULL));
CREATE INDEX orders_external_reference ON public.orders USING btree (merchant_id, external_reference) WHERE (external_reference IS NOT NULL);
CREATE INDEX orders_order_no ON public.orders USING btree (merchant_id, order_no) WHERE (order_no IS NOT NULL);
CREATE INDEX orders_placed ON public.orders USING btree (merchant_id, placed_at DESC, ref_no DESC) INCLUDE (is_test, approve_status);
CREATE INDEX orders_purchase_orders ON public.orders USING btree (merchant_id, placed_at) WHERE ((payment_type = 'PURCHASEORDER'::text) AND (status = 'PENDING'::text));
CREATE INDEX orders_status ON public.orders USING btree (merchant_id, status, placed_at DESC, ref_no DESC) INCLUDE (is_test, approve_status);
CREATE INDEX orders_tests ON public.orders USING btree (merchant_id, placed_at DESC, ref_no DESC) INCLUDE (status, approve_status) WHERE is_test;
CREATE INDEX orders_to_finish ON public.orders USING btree (merchant_id, placed_at) WHERE ((status = 'AUTHRECEIVED'::text) AND (awaits IS NULL));
CREATE INDEX orders_waiting ON public.orders USING btree (merchant_id, expires_at) WHERE (awaits IS NOT NULL);

CREATE TABLE payments (
  merchant_id bigint NOT NULL,
  payment_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  attempt smallint NOT NULL,
  gateway text NOT NULL,
  state text NOT NULL,
  payment_type text NOT NULL,
  is_test boolean NOT NULL,
  recurring_enabled boolean NOT NULL,
  customer_ip text,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  gateway_reference text,
  token text,
  card jsonb,
  challenge jsonb,
  decline_reason text,
  requested_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  instructions jsonb,
  CONSTRAINT payments_pkey PRIMARY KEY (merchant_id, payment_id),
  CONSTRAINT payments_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'CHALLENGED'::text, 'AWAITING'::text, 'AUTHORISED'::text, 'CAPTURING'::text, 'CAPTURED'::text, 'DECLINED'::text, 'VOIDING'::text, 'VOIDED'::text])))
);

CREATE INDEX payments_awaiting ON public.payments USING btree (merchant_id, updated_at) WHERE (state = 'AWAITING'::text);
CREATE INDEX payments_gateway_reference ON public.payments USING btree (merchant_id, gateway_reference) WHERE (gateway_reference IS NOT NULL);
CREATE INDEX payments_open ON public.payments USING btree (merchant_id, updated_at) WHERE (state = ANY (ARRAY['REQUESTED'::text, 'CHALLENGED'::text, 'CAPTURING'::text, 'VOIDING'::text]));
CREATE UNIQUE INDEX payments_order ON public.payments USING btree (merchant_id, ref_no, attempt);

CREATE TABLE platforms (
  merchant_id bigint NOT NULL,
  platform_id bigint NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  CONSTRAINT platforms_pkey PRIMARY KEY (merchant_id, platform_id)
);

CREATE TABLE price_option_groups (
  merchant_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  description text,
  translations jsonb NOT NULL,
  type text NOT NULL,
  required boolean NOT NULL,
  usage text,
  usage_pricing_model text,
  options jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT price_option_groups_pkey PRIMARY KEY (merchant_id, code),
  CONSTRAINT price_option_groups_type_check CHECK ((type = ANY (ARRAY['RADIO'::text, 'CHECKBOX'::text, 'INTERVAL'::text, 'COMBO'::text])))
);

CREATE INDEX price_option_groups_created ON public.price_option_groups USING btree (merchant_id, created_at, code);

CREATE TABLE prices (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  configuration_code text NOT NULL,
  "position" integer NOT NULL,
  kind text NOT NULL,
  currency text NOT NULL,
  min_quantity integer NOT NULL,
  max_quantity integer NOT NULL,
  option_codes jsonb NOT NULL,
  amount_minor bigint NOT NULL,
  CONSTRAINT prices_pkey PRIMARY KEY (merchant_id, product_id, configuration_code, "position"),
  CONSTRAINT prices_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT prices_check CHECK ((max_quantity >= min_quantity)),
  CONSTRAINT prices_kind_check CHECK ((kind = ANY (ARRAY['REGULAR'::text, 'RENEWAL'::text])))
);

CREATE TABLE pricing_configurations (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  code text NOT NULL,
  "position" smallint NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL,
  billing_countries text[] NOT NULL,
  pricing_schema text NOT NULL,
  price_type text NOT NULL,
  default_currency text NOT NULL,
  use_original_prices boolean NOT NULL,
  option_groups jsonb NOT NULL,
  CONSTRAINT pricing_configurations_pkey PRIMARY KEY (merchant_id, product_id, code),
  CONSTRAINT pricing_configurations_price_type_check CHECK ((price_type = ANY (ARRAY['NET'::text, 'GROSS'::text]))),
  CONSTRAINT pricing_configurations_pricing_schema_check CHECK ((pricing_schema = ANY (ARRAY['DYNAMIC'::text, 'FLAT'::text])))
);

CREATE UNIQUE INDEX pricing_configurations_code ON public.pricing_configurations USING btree (merchant_id, code);

CREATE TABLE product_groups (
  merchant_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  template_name text NOT NULL,
  description text NOT NULL,
  enabled boolean NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT product_groups_pkey PRIMARY KEY (merchant_id, code)
);

CREATE UNIQUE INDEX product_groups_name ON public.product_groups USING btree (merchant_id, lower(name));

CREATE TABLE product_upgrade_schemas (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  pricing_scheme smallint NOT NULL,
  option_price_operator text,
  option_price_percentage integer,
  use_catalog_pricing boolean NOT NULL,
  ignore_grace_period boolean NOT NULL,
  subscription_effect smallint NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT product_upgrade_schemas_pkey PRIMARY KEY (merchant_id, product_id),
  CONSTRAINT product_upgrade_schemas_option_price_operator_check CHECK ((option_price_operator = ANY (ARRAY['ADD'::text, 'SUBTRACT'::text]))),
  CONSTRAINT product_upgrade_schemas_pricing_scheme_check CHECK (((pricing_scheme >= 1) AND (pricing_scheme <= 4))),
  CONSTRAINT product_upgrade_schemas_subscription_effect_check CHECK (((subscription_effect >= 1) AND (subscription_effect <= 3)))
);

CREATE TABLE product_upgrade_sources (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  from_product_id bigint NOT NULL,
  "position" integer NOT NULL,
  CONSTRAINT product_upgrade_sources_pkey PRIMARY KEY (merchant_id, product_id, from_product_id)
);

CREATE INDEX product_upgrade_sources_from ON public.product_upgrade_sources USING btree (merchant_id, from_product_id, product_id);

CREATE TABLE products (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  code text NOT NULL,
  type text NOT NULL,
  name text NOT NULL,
  version text NOT NULL,
  enabled boolean NOT NULL,
  group_code text,
  tax_category uuid,
  multiple_units boolean NOT NULL,
  tangible boolean NOT NULL,
  fulfillment text NOT NULL,
  generates_subscription boolean NOT NULL,
  cycle_length integer,
  cycle_unit text,
  external_reference text,
  details jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT products_pkey PRIMARY KEY (merchant_id, product_id),
  CONSTRAINT products_cycle_unit_check CHECK ((cycle_unit = ANY (ARRAY['DAY'::text, 'MONTH'::text]))),
  CONSTRAINT products_type_check CHECK ((type = ANY (ARRAY['REGULAR'::text, 'BUNDLE'::text])))
);

CREATE UNIQUE INDEX products_code ON public.products USING btree (merchant_id, code);
CREATE INDEX products_code_list ON public.products USING btree (merchant_id, ((details #>> '{FulfillmentInformation,CodeList,Code}'::text[]))) WHERE ((details #>> '{FulfillmentInformation,CodeList,Code}'::text[]) IS NOT NULL);
CREATE INDEX products_group ON public.products USING btree (merchant_id, group_code, product_id);
CREATE INDEX products_name ON public.products USING btree (merchant_id, name, product_id);

CREATE TABLE promotion_coupons (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  coupon_key text NOT NULL,
  code text NOT NULL,
  "position" integer NOT NULL,
  active boolean NOT NULL,
  used_by bigint,
  CONSTRAINT promotion_coupons_pkey PRIMARY KEY (merchant_id, promotion_code, coupon_key)
);

CREATE UNIQUE INDEX promotion_coupons_active ON public.promotion_coupons USING btree (merchant_id, coupon_key) WHERE active;

CREATE TABLE promotion_limits (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  maximum_orders integer NOT NULL,
  orders_counted integer NOT NULL,
  CONSTRAINT promotion_limits_pkey PRIMARY KEY (merchant_id, promotion_code),
  CONSTRAINT promotion_limits_orders_counted_check CHECK ((orders_counted >= 0))
);

CREATE TABLE promotion_prices (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  "position" integer NOT NULL,
  product_code text NOT NULL,
  configuration_code text NOT NULL,
  option_hash text,
  options jsonb NOT NULL,
  prices jsonb NOT NULL,
  CONSTRAINT promotion_prices_pkey PRIMARY KEY (merchant_id, promotion_code, "position")
);

CREATE INDEX promotion_prices_product ON public.promotion_prices USING btree (merchant_id, product_code);

CREATE TABLE promotion_products (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  "position" integer NOT NULL,
  product_code text NOT NULL,
  configuration_code text,
  option_codes text[] NOT NULL,
  CONSTRAINT promotion_products_pkey PRIMARY KEY (merchant_id, promotion_code, "position")
);

CREATE INDEX promotion_products_product ON public.promotion_products USING btree (merchant_id, product_code);

CREATE TABLE promotion_uses (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  promotion_code text NOT NULL,
  coupon_key text,
  CONSTRAINT promotion_uses_pkey PRIMARY KEY (merchant_id, ref_no, promotion_code)
);

CREATE INDEX promotion_uses_promotion ON public.promotion_uses USING btree (merchant_id, promotion_code);

CREATE TABLE promotions (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  type text NOT NULL,
  name text NOT NULL,
  description text NOT NULL,
  enabled boolean NOT NULL,
  channel_type text NOT NULL,
  starts_on date,
  ends_on date,
  maximum_orders integer,
  maximum_quantity integer,
  instant_discount boolean NOT NULL,
  auto_apply boolean NOT NULL,
  coupon_type text NOT NULL,
  discount jsonb,
  default_currency text,
  price_threshold jsonb,
  apply_recurring text NOT NULL,
  recurring_charges integer,
  publish_to_affiliates boolean NOT NULL,
  tax_category uuid,
  sources text[] NOT NULL,
  translations jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT promotions_pkey PRIMARY KEY (merchant_id, promotion_code),
  CONSTRAINT promotions_apply_recurring_check CHECK ((apply_recurring = ANY (ARRAY['NONE'::text, 'ALL'::text, 'CUSTOM'::text]))),
  CONSTRAINT promotions_channel_type_check CHECK ((channel_type = ANY (ARRAY['ECOMMERCE'::text, 'CHANNEL_MANAGER'::text, 'ALL'::text]))),
  CONSTRAINT promotions_coupon_type_check CHECK ((coupon_type = ANY (ARRAY['SINGLE'::text, 'MULTIPLE'::text]))),
  CONSTRAINT promotions_maximum_orders_check CHECK ((maximum_orders > 0)),
  CONSTRAINT promotions_maximum_quantity_check CHECK ((maximum_quantity > 0)),
  CONSTRAINT promotions_type_check CHECK ((type = ANY (ARRAY['REGULAR'::text, 'GLOBAL'::text, 'SPECIAL_PRICE'::text, 'RENEWAL'::text, 'CUMULATIVE'::text])))
);

CREATE INDEX promotions_automatic ON public.promotions USING btree (merchant_id, ends_on) WHERE (enabled AND (instant_discount OR (auto_apply AND (coupon_type = 'SINGLE'::text))));
CREATE INDEX promotions_created ON public.promotions USING btree (merchant_id, created_at, promotion_code);

CREATE TABLE purchase_order_documents (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  document_id bigint NOT NULL,
  file_name text NOT NULL,
  media_type text NOT NULL,
  content bytea NOT NULL,
  uploaded_at timestamp with time zone NOT NULL,
  CONSTRAINT purchase_order_documents_pkey PRIMARY KEY (merchant_id, ref_no, document_id),
  CONSTRAINT purchase_order_documents_content_check CHECK (((octet_length(content) >= 1) AND (octet_length(content) <= 5242880))),
  CONSTRAINT purchase_order_documents_media_type_check CHECK ((media_type = ANY (ARRAY['application/pdf'::text, 'image/png'::text, 'image/jpeg'::text])))
);

CREATE TABLE refunds (
  merchant_id bigint NOT NULL,
  refund_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  payment_id bigint NOT NULL,
  state text NOT NULL,
  is_total boolean NOT NULL,
  amount_minor bigint NOT NULL,
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  currency text NOT NULL,
  reason text NOT NULL,
  comment text NOT NULL,
  items jsonb NOT NULL,
  cancels_subscriptions boolean NOT NULL,
  refusal text,
  requested_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  origin text DEFAULT 'API'::text NOT NULL,
  subscriptions_wish boolean,
  reuses_keys boolean DEFAULT false NOT NULL,
  commission_minor bigint DEFAULT 0 NOT NULL,
  due_at timestamp with time zone,
  CONSTRAINT refunds_pkey PRIMARY KEY (merchant_id, refund_id),
  CONSTRAINT refunds_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT refunds_check CHECK (((net_minor >= 0) AND (vat_minor >= 0) AND ((net_minor + vat_minor) = amount_minor))),
  CONSTRAINT refunds_check1 CHECK (((state = 'REFUSED'::text) = (refusal IS NOT NULL))),
  CONSTRAINT refunds_check2 CHECK (((state <> 'APPROVED'::text) OR (due_at IS NOT NULL))),
  CONSTRAINT refunds_commission_minor_check CHECK ((commission_minor >= 0)),
  CONSTRAINT refunds_origin_check CHECK ((origin = ANY (ARRAY['API'::text, 'PANEL'::text, 'SHOPPER'::text]))),
  CONSTRAINT refunds_state_check CHECK ((state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'WAITING_DISPUTE'::text, 'REQUESTED'::text, 'DONE'::text, 'REFUSED'::text, 'CANCELED'::text])))
);

CREATE INDEX refunds_due ON public.refunds USING btree (merchant_id, due_at) WHERE (state = 'APPROVED'::text);
CREATE INDEX refunds_open ON public.refunds USING btree (merchant_id, updated_at) WHERE (state = 'REQUESTED'::text);
CREATE UNIQUE INDEX refunds_open_order ON public.refunds USING btree (merchant_id, ref_no) WHERE (state = ANY (ARRAY['PENDING'::text, 'APPROVED'::text, 'WAITING_DISPUTE'::text, 'REQUESTED'::text]));
CREATE INDEX refunds_order ON public.refunds USING btree (merchant_id, ref_no, refund_id);
CREATE INDEX refunds_state ON public.refunds USING btree (merchant_id, state, refund_id);

CREATE TABLE renewals (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  cycle_number integer NOT NULL,
  ref_no bigint NOT NULL,
  state text NOT NULL,
  payment_id bigint,
  failed_at timestamp with time zone,
  refused_card_id bigint,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT renewals_pkey PRIMARY KEY (merchant_id, reference, cycle_number),
  CONSTRAINT renewals_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'DONE'::text, 'FAILED'::text, 'CANCELED'::text])))
);

CREATE UNIQUE INDEX renewals_order ON public.renewals USING btree (merchant_id, ref_no);
CREATE INDEX renewals_updated ON public.renewals USING btree (merchant_id, updated_at);

CREATE TABLE schema_migrations (
  number integer NOT NULL,
  name text NOT NULL,
  checksum text NOT NULL,
  applied_at timestamp with time zone NOT NULL,
  CONSTRAINT schema_migrations_pkey PRIMARY KEY (number)
);

CREATE TABLE shipping_methods (
  merchant_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  tracking_url text,
  base_price_minor bigint NOT NULL,
  currency text NOT NULL,
  active boolean NOT NULL,
  availability text NOT NULL,
  countries jsonb NOT NULL,
  surcharges jsonb NOT NULL,
  is_default boolean NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT shipping_methods_pkey PRIMARY KEY (merchant_id, code),
  CONSTRAINT shipping_methods_availability_check CHECK ((availability = ANY (ARRAY['ALL'::text, 'CUSTOM'::text, 'HOME'::text]))),
  CONSTRAINT shipping_methods_base_price_minor_check CHECK ((base_price_minor >= 0))
);

CREATE TABLE sign_on_tokens (
  merchant_id bigint NOT NULL,
  token_hash bytea NOT NULL,
  customer_id bigint NOT NULL,
  kind text NOT NULL,
  page text NOT NULL,
  reference text,
  language text,
  only_address text,
  created_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  CONSTRAINT sign_on_tokens_pkey PRIMARY KEY (merchant_id, token_hash),
  CONSTRAINT sign_on_tokens_kind_check CHECK ((kind = ANY (ARRAY['ACCOUNT'::text, 'CART'::text])))
);

CREATE INDEX sign_on_tokens_expiry ON public.sign_on_tokens USING btree (merchant_id, expires_at);

CREATE TABLE simulator_challenges (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  href text NOT NULL,
  return_url text NOT NULL,
  cancel_url text NOT NULL,
  passes boolean NOT NULL,
  expires_at timestamp with time zone NOT NULL,
  decision text,
  decided_at timestamp with time zone,
  CONSTRAINT simulator_challenges_pkey PRIMARY KEY (merchant_id, token),
  CONSTRAINT simulator_challenges_merchant_id_idempotency_key_key UNIQUE (merchant_id, idempotency_key),
  CONSTRAINT simulator_challenges_check CHECK (((decision IS NULL) = (decided_at IS NULL))),
  CONSTRAINT simulator_challenges_decision_check CHECK ((decision = ANY (ARRAY['CONFIRMED'::text, 'CANCELLED'::text, 'EXPIRED'::text])))
);

CREATE TABLE simulator_charges (
  merchant_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  order_reference text NOT NULL,
  test_order boolean NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  state text NOT NULL,
  decline_reason text,
  review text NOT NULL,
  brand text,
  first_digits text,
  last_digits text,
  expiration_month text,
  expiration_year text,
  token text,
  captured_minor bigint DEFAULT 0 NOT NULL,
  refunded_minor bigint DEFAULT 0 NOT NULL,
  authorised_at timestamp with time zone NOT NULL,
  captured_at timestamp with time zone,
  voided_at timestamp with time zone,
  method text DEFAULT 'CARD'::text NOT NULL,
  payment_reference text,
  received_minor bigint DEFAULT 0 NOT NULL,
  returned_minor bigint DEFAULT 0 NOT NULL,
  due_at timestamp with time zone,
  bounce_reason text,
  disputed_minor bigint DEFAULT 0 NOT NULL,
  CONSTRAINT simulator_charges_pkey PRIMARY KEY (merchant_id, idempotency_key),
  CONSTRAINT simulator_charges_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT simulator_charges_awaiting_check CHECK (((state <> 'AWAITING'::text) OR ((payment_reference IS NOT NULL) AND (received_minor < amount_minor) AND (returned_minor = 0)))),
  CONSTRAINT simulator_charges_captured_check CHECK (((state = 'APPROVED'::text) OR (captured_at IS NULL))),
  CONSTRAINT simulator_charges_card_check CHECK (((method <> 'CARD'::text) OR (state = 'DECLINED'::text) OR (brand IS NOT NULL))),
  CONSTRAINT simulator_charges_check CHECK (((state = 'DECLINED'::text) = (decline_reason IS NOT NULL))),
  CONSTRAINT simulator_charges_check2 CHECK (((captured_minor >= 0) AND (captured_minor <= amount_minor))),
  CONSTRAINT simulator_charges_check5 CHECK (((captured_at IS NULL) OR (voided_at IS NULL))),
  CONSTRAINT simulator_charges_check6 CHECK (((captured_at IS NOT NULL) OR (captured_minor = 0))),
  CONSTRAINT simulator_charges_given_back_check CHECK (((refunded_minor >= 0) AND (disputed_minor >= 0) AND ((refunded_minor + disputed_minor) <= captured_minor))),
  CONSTRAINT simulator_charges_received_check CHECK (((returned_minor >= 0) AND (returned_minor <= received_minor))),
  CONSTRAINT simulator_charges_review_check CHECK ((review = ANY (ARRAY['NONE'::text, 'HOLD'::text]))),
  CONSTRAINT simulator_charges_state_check CHECK ((state = ANY (ARRAY['APPROVED'::text, 'DECLINED'::text, 'CHALLENGED'::text, 'REDIRECTED'::text, 'AWAITING'::text]))),
  CONSTRAINT simulator_charges_voided_check CHECK (((state = 'APPROVED'::text) OR ((voided_at IS NOT NULL) = (NOT (decline_reason IS DISTINCT FROM 'VOIDED'::text)))))
);

CREATE INDEX simulator_charges_awaiting ON public.simulator_charges USING btree (merchant_id, authorised_at, idempotency_key) WHERE (state = 'AWAITING'::text);
CREATE UNIQUE INDEX simulator_charges_payment_reference ON public.simulator_charges USING btree (merchant_id, payment_reference) WHERE (payment_reference IS NOT NULL);

CREATE TABLE simulator_disputes (
  merchant_id bigint NOT NULL,
  dispute_reference text NOT NULL,
  charge_key text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  reason text NOT NULL,
  status text NOT NULL,
  opened_at timestamp with time zone NOT NULL,
  closed_at timestamp with time zone,
  CONSTRAINT simulator_disputes_pkey PRIMARY KEY (merchant_id, dispute_reference),
  CONSTRAINT simulator_disputes_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT simulator_disputes_check CHECK (((status = 'OPEN'::text) = (closed_at IS NULL))),
  CONSTRAINT simulator_disputes_status_check CHECK ((status = ANY (ARRAY['OPEN'::text, 'WON'::text, 'LOST'::text, 'ACCEPTED'::text])))
);

CREATE TABLE simulator_events (
  merchant_id bigint NOT NULL,
  event_id bigint NOT NULL,
  charge_key text NOT NULL,
  dispute_reference text,
  dispute_status text,
  happened_at timestamp with time zone NOT NULL,
  told_at timestamp with time zone,
  tries integer DEFAULT 0 NOT NULL,
  CONSTRAINT simulator_events_pkey PRIMARY KEY (merchant_id, event_id),
  CONSTRAINT simulator_events_check CHECK (((dispute_reference IS NULL) = (dispute_status IS NULL)))
);

CREATE INDEX simulator_events_untold ON public.simulator_events USING btree (merchant_id, event_id) WHERE (told_at IS NULL);

CREATE TABLE simulator_movements (
  merchant_id bigint NOT NULL,
  idempotency_key text NOT NULL,
  charge_key text NOT NULL,
  kind text NOT NULL,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  refusal text,
  moved_at timestamp with time zone NOT NULL,
  CONSTRAINT simulator_movements_pkey PRIMARY KEY (merchant_id, idempotency_key),
  CONSTRAINT simulator_movements_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT simulator_movements_kind_check CHECK ((kind = ANY (ARRAY['CAPTURE'::text, 'VOID'::text, 'REFUND'::text])))
);

CREATE TABLE simulator_pages (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  kind text NOT NULL,
  base_url text NOT NULL,
  return_url text,
  cancel_url text,
  bank_code text,
  email text,
  keeps boolean NOT NULL,
  expires_at timestamp with time zone,
  decision text,
  decided_at timestamp with time zone,
  CONSTRAINT simulator_pages_pkey PRIMARY KEY (merchant_id, token),
  CONSTRAINT simulator_pages_merchant_id_idempotency_key_key UNIQUE (merchant_id, idempotency_key),
  CONSTRAINT simulator_pages_check CHECK (((kind = 'SLIP'::text) OR ((return_url IS NOT NULL) AND (cancel_url IS NOT NULL) AND (expires_at IS NOT NULL)))),
  CONSTRAINT simulator_pages_check1 CHECK (((decision IS NULL) = (decided_at IS NULL))),
  CONSTRAINT simulator_pages_decision_check CHECK ((decision = ANY (ARRAY['PAID'::text, 'PAID_LATER'::text, 'CARD_GIVEN'::text, 'CANCELLED'::text, 'FAILED'::text, 'EXPIRED'::text]))),
  CONSTRAINT simulator_pages_kind_check CHECK ((kind = ANY (ARRAY['CHOICE'::text, 'SLIP'::text])))
);

CREATE TABLE simulator_tokens (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  brand text,
  first_digits text,
  last_digits text,
  expiration_month text,
  expiration_year text,
  test_behaviour text NOT NULL,
  live_behaviour text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  method text DEFAULT 'CARD'::text NOT NULL,
  off_session_declines integer DEFAULT 0 NOT NULL,
  CONSTRAINT simulator_tokens_pkey PRIMARY KEY (merchant_id, token),
  CONSTRAINT simulator_tokens_merchant_id_idempotency_key_key UNIQUE (merchant_id, idempotency_key),
  CONSTRAINT simulator_tokens_card_check CHECK (((method <> 'CARD'::text) OR (brand IS NOT NULL)))
);

CREATE TABLE skus (
  merchant_id bigint NOT NULL,
  product_id bigint NOT NULL,
  configuration_code text NOT NULL,
  "position" integer NOT NULL,
  sku text NOT NULL,
  currency text,
  purchase_type text,
  min_quantity integer,
  max_quantity integer,
  option_groups jsonb NOT NULL,
  CONSTRAINT skus_pkey PRIMARY KEY (merchant_id, product_id, configuration_code, "position"),
  CONSTRAINT skus_check CHECK ((max_quantity >= min_quantity)),
  CONSTRAINT skus_min_quantity_check CHECK ((min_quantity > 0)),
  CONSTRAINT skus_purchase_type_check CHECK ((purchase_type = ANY (ARRAY['NEW_PRODUCT'::text, 'RENEWAL'::text, 'TRIAL'::text, 'UPGRADE'::text])))
);

CREATE INDEX skus_configuration ON public.skus USING btree (merchant_id, configuration_code, "position");
CREATE UNIQUE INDEX skus_sku ON public.skus USING btree (merchant_id, sku);

CREATE TABLE stored_cards (
  merchant_id bigint NOT NULL,
  card_id bigint NOT NULL,
  customer_id bigint NOT NULL,
  gateway text NOT NULL,
  token text NOT NULL,
  brand text NOT NULL,
  first_digits text NOT NULL,
  last_digits text NOT NULL,
  expiration_month text NOT NULL,
  expiration_year text NOT NULL,
  holder_name text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  transient_token text NOT NULL,
  is_test boolean DEFAULT false NOT NULL,
  CONSTRAINT stored_cards_pkey PRIMARY KEY (merchant_id, card_id)
);

CREATE INDEX stored_cards_customer ON public.stored_cards USING btree (merchant_id, customer_id);
CREATE INDEX stored_cards_token ON public.stored_cards USING btree (merchant_id, gateway, token);
CREATE UNIQUE INDEX stored_cards_transient_token ON public.stored_cards USING btree (merchant_id, transient_token);

CREATE TABLE subscription_events (
  merchant_id bigint NOT NULL,
  event_id bigint NOT NULL,
  reference text NOT NULL,
  kind text NOT NULL,
  changed_by text NOT NULL,
  details jsonb NOT NULL,
  happened_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_events_pkey PRIMARY KEY (merchant_id, event_id),
  CONSTRAINT subscription_events_changed_by_check CHECK ((changed_by = ANY (ARRAY['CUSTOMER'::text, 'VENDOR'::text, 'SYSTEM'::text])))
);

CREATE INDEX subscription_events_conversions ON public.subscription_events USING btree (merchant_id, reference) WHERE (kind = 'TRIAL_CONVERTED'::text);
CREATE INDEX subscription_events_subscription ON public.subscription_events USING btree (merchant_id, reference, event_id);

CREATE TABLE subscription_fields (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  "position" smallint NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_fields_pkey PRIMARY KEY (merchant_id, reference, name)
);

CREATE TABLE subscription_imports (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  value_minor bigint,
  value_currency text,
  additional_info text NOT NULL,
  delivery jsonb,
  sent jsonb NOT NULL,
  imported_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_imports_pkey PRIMARY KEY (merchant_id, reference),
  CONSTRAINT subscription_imports_check CHECK (((value_minor IS NULL) = (value_currency IS NULL))),
  CONSTRAINT subscription_imports_value_minor_check CHECK ((value_minor >= 0))
);

CREATE TABLE subscription_orders (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  type text NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  is_lifetime boolean NOT NULL,
  sku text NOT NULL,
  booked_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_orders_pkey PRIMARY KEY (merchant_id, reference, ref_no, line_no),
  CONSTRAINT subscription_orders_type_check CHECK ((type = ANY (ARRAY['SALE'::text, 'RENEWAL'::text, 'UPGRADE'::text])))
);

CREATE INDEX subscription_orders_order ON public.subscription_orders USING btree (merchant_id, ref_no);

CREATE TABLE subscriptions (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  customer_id bigint NOT NULL,
  product_id bigint NOT NULL,
  product_code text NOT NULL,
  product_name text NOT NULL,
  product_version text NOT NULL,
  quantity integer NOT NULL,
  price_option_codes text[] NOT NULL,
  sku text NOT NULL,
  currency text NOT NULL,
  is_test boolean NOT NULL,
  is_trial boolean NOT NULL,
  enabled boolean NOT NULL,
  recurring_enabled boolean NOT NULL,
  receive_notifications boolean NOT NULL,
  is_lifetime boolean NOT NULL,
  partner_code text NOT NULL,
  anchor_date date NOT NULL,
  cycle_length integer,
  cycle_unit text,
  cycle_number integer NOT NULL,
  starts_at timestamp with time zone NOT NULL,
  expires_at timestamp with time zone,
  grace_days integer,
  purchased_at timestamp with time zone NOT NULL,
  renewed_at timestamp with time zone,
  card_id bigint,
  email text NOT NULL,
  country_code text NOT NULL,
  end_user jsonb NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  anchor_cycle integer DEFAULT 0 NOT NULL,
  anchor_time time without time zone,
  external_reference text,
  is_imported boolean DEFAULT false NOT NULL,
  own_price_minor bigint,
  own_price_type text,
  next_price_minor bigint,
  next_price_currency text,
  next_price_cycles integer,
  next_price_reason text,
  contract jsonb,
  scheduled jsonb,
  resumes_at timestamp with time zone,
  pause_reason text,
  stop_after_cycles integer,
  cancel_when_stopped boolean DEFAULT false NOT NULL,
  charge_at timestamp with time zone,
  failed_charges integer DEFAULT 0 NOT NULL,
  claimed_until timestamp with time zone,
  replaced_by text,
  card_updated boolean DEFAULT false NOT NULL,
  churn_reasons text[] DEFAULT '{}'::text[] NOT NULL,
  churn_reason_other text,
  renewal_key text,
  CONSTRAINT subscriptions_pkey PRIMARY KEY (merchant_id, reference),
  CONSTRAINT subscriptions_check CHECK (((own_price_minor IS NULL) = (own_price_type IS NULL))),
  CONSTRAINT subscriptions_check1 CHECK (((next_price_minor IS NULL) = (next_price_currency IS NULL))),
  CONSTRAINT subscriptions_check2 CHECK (((next_price_minor IS NULL) = (next_price_cycles IS NULL))),
  CONSTRAINT subscriptions_cycle_unit_check CHECK ((cycle_unit = ANY (ARRAY['DAY'::text, 'WEEK'::text, 'MONTH'::text, 'YEAR'::text]))),
  CONSTRAINT subscriptions_failed_charges_check CHECK ((failed_charges >= 0)),
  CONSTRAINT subscriptions_next_price_cycles_check CHECK ((next_price_cycles > 0)),
  CONSTRAINT subscriptions_next_price_minor_check CHECK ((next_price_minor >= 0)),
  CONSTRAINT subscriptions_own_price_minor_check CHECK ((own_price_minor >= 0)),
  CONSTRAINT subscriptions_own_price_type_check CHECK ((own_price_type = ANY (ARRAY['NET'::text, 'GROSS'::text]))),
  CONSTRAINT subscriptions_stop_after_cycles_check CHECK ((stop_after_cycles >= 0))
);

CREATE INDEX subscriptions_canceled ON public.subscriptions USING btree (merchant_id, purchased_at, reference) WHERE (NOT enabled);
CREATE INDEX subscriptions_card ON public.subscriptions USING btree (merchant_id, card_id) WHERE (card_id IS NOT NULL);
CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (merchant_id, customer_id);
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (merchant_id, charge_at) WHERE ((charge_at IS NOT NULL) AND enabled AND recurring_enabled);
CREATE INDEX subscriptions_email ON public.subscriptions USING btree (merchant_id, lower(email));
CREATE INDEX subscriptions_email_parts ON public.subscriptions USING gin (lower(email) gin_trgm_ops);
CREATE INDEX subscriptions_ending ON public.subscriptions USING btree (merchant_id, expires_at) WHERE (enabled AND ((contract IS NOT NULL) OR cancel_when_stopped));
CREATE INDEX subscriptions_expiry ON public.subscriptions USING btree (merchant_id, expires_at, reference) INCLUDE (enabled, starts_at, grace_days, resumes_at);
CREATE UNIQUE INDEX subscriptions_external_reference ON public.subscriptions USING btree (merchant_id, external_reference) WHERE (external_reference IS NOT NULL);
CREATE INDEX subscriptions_grace ON public.subscriptions USING btree (merchant_id, grace_days);
CREATE INDEX subscriptions_pending ON public.subscriptions USING btree (merchant_id, starts_at, reference) WHERE (starts_at > purchased_at);
CREATE INDEX subscriptions_product ON public.subscriptions USING btree (merchant_id, product_code, purchased_at, reference);
CREATE INDEX subscriptions_purchased ON public.subscriptions USING btree (merchant_id, purchased_at, reference);
CREATE INDEX subscriptions_resuming ON public.subscriptions USING btree (merchant_id, resumes_at) WHERE (resumes_at IS NOT NULL);
CREATE INDEX subscriptions_tests ON public.subscriptions USING btree (merchant_id, purchased_at) WHERE is_test;
CREATE INDEX subscriptions_trials ON public.subscriptions USING btree (merchant_id, purchased_at, reference) WHERE is_trial;
CREATE INDEX subscriptions_updated ON public.subscriptions USING btree (merchant_id, updated_at, reference);

CREATE TABLE tax_categories (
  merchant_id bigint NOT NULL,
  uuid uuid NOT NULL,
  name text NOT NULL,
  is_default boolean NOT NULL,
  CONSTRAINT tax_categories_pkey PRIMARY KEY (merchant_id, uuid)
);

CREATE TABLE up_sell_campaigns (
  merchant_id bigint NOT NULL,
  campaign_id bigint NOT NULL,
  code uuid NOT NULL,
  name text NOT NULL,
  starts_on date,
  ends_on date,
  display_for_manual_renewals boolean NOT NULL,
  enabled boolean NOT NULL,
  discount jsonb,
  primary_product_code text NOT NULL,
  primary_quantity integer NOT NULL,
  primary_options jsonb NOT NULL,
  recommended_product_code text NOT NULL,
  recommended_quantity integer NOT NULL,
  recommended_options jsonb NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT up_sell_campaigns_pkey PRIMARY KEY (merchant_id, campaign_id),
  CONSTRAINT up_sell_campaigns_primary_quantity_check CHECK ((primary_quantity >= 0)),
  CONSTRAINT up_sell_campaigns_recommended_quantity_check CHECK ((recommended_quantity >= 0))
);

CREATE UNIQUE INDEX up_sell_campaigns_code ON public.up_sell_campaigns USING btree (merchant_id, code);
CREATE INDEX up_sell_campaigns_primary ON public.up_sell_campaigns USING btree (merchant_id, primary_product_code);
CREATE INDEX up_sell_campaigns_recommended ON public.up_sell_campaigns USING btree (merchant_id, recommended_product_code);

ALTER TABLE activation_keys ADD CONSTRAINT activation_keys_merchant_id_list_id_fkey FOREIGN KEY (merchant_id, list_id) REFERENCES code_lists(merchant_id, list_id);
ALTER TABLE additional_fields ADD CONSTRAINT additional_fields_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE card_changes ADD CONSTRAINT card_changes_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE code_lists ADD CONSTRAINT code_lists_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE counters ADD CONSTRAINT counters_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE cross_sell_campaigns ADD CONSTRAINT cross_sell_campaigns_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE cross_sell_master_products ADD CONSTRAINT cross_sell_master_products_merchant_id_campaign_id_fkey FOREIGN KEY (merchant_id, campaign_id) REFERENCES cross_sell_campaigns(merchant_id, campaign_id) ON DELETE CASCADE;
ALTER TABLE cross_sell_master_products ADD CONSTRAINT cross_sell_master_products_merchant_id_product_code_fkey FOREIGN KEY (merchant_id, product_code) REFERENCES products(merchant_id, code);
ALTER TABLE cross_sell_products ADD CONSTRAINT cross_sell_products_merchant_id_campaign_id_fkey FOREIGN KEY (merchant_id, campaign_id) REFERENCES cross_sell_campaigns(merchant_id, campaign_id) ON DELETE CASCADE;
ALTER TABLE cross_sell_products ADD CONSTRAINT cross_sell_products_merchant_id_product_code_fkey FOREIGN KEY (merchant_id, product_code) REFERENCES products(merchant_id, code);
ALTER TABLE cross_sell_settings ADD CONSTRAINT cross_sell_settings_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE customers ADD CONSTRAINT customers_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE delivered_codes ADD CONSTRAINT delivered_codes_merchant_id_ref_no_line_no_fkey FOREIGN KEY (merchant_id, ref_no, line_no) REFERENCES deliveries(merchant_id, ref_no, line_no);
ALTER TABLE deliveries ADD CONSTRAINT deliveries_merchant_id_ref_no_line_no_fkey FOREIGN KEY (merchant_id, ref_no, line_no) REFERENCES order_items(merchant_id, ref_no, line_no);
ALTER TABLE disputes ADD CONSTRAINT disputes_merchant_id_payment_id_fkey FOREIGN KEY (merchant_id, payment_id) REFERENCES payments(merchant_id, payment_id);
ALTER TABLE disputes ADD CONSTRAINT disputes_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE express_checkouts ADD CONSTRAINT express_checkouts_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE idempotent_calls ADD CONSTRAINT idempotent_calls_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE imported_codes ADD CONSTRAINT imported_codes_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscription_imports(merchant_id, reference);
ALTER TABLE invoices ADD CONSTRAINT invoices_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE invoices ADD CONSTRAINT invoices_merchant_id_refund_id_fkey FOREIGN KEY (merchant_id, refund_id) REFERENCES refunds(merchant_id, refund_id);
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE merchant_keys ADD CONSTRAINT merchant_keys_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE one_time_tokens ADD CONSTRAINT one_time_tokens_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE order_events ADD CONSTRAINT order_events_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE order_items ADD CONSTRAINT order_items_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE orders ADD CONSTRAINT orders_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE orders ADD CONSTRAINT orders_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE payments ADD CONSTRAINT payments_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE platforms ADD CONSTRAINT platforms_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE price_option_groups ADD CONSTRAINT price_option_groups_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE prices ADD CONSTRAINT prices_merchant_id_product_id_configuration_code_fkey FOREIGN KEY (merchant_id, product_id, configuration_code) REFERENCES pricing_configurations(merchant_id, product_id, code) ON DELETE CASCADE;
ALTER TABLE pricing_configurations ADD CONSTRAINT pricing_configurations_merchant_id_product_id_fkey FOREIGN KEY (merchant_id, product_id) REFERENCES products(merchant_id, product_id) ON DELETE CASCADE;
ALTER TABLE product_groups ADD CONSTRAINT product_groups_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE product_upgrade_schemas ADD CONSTRAINT product_upgrade_schemas_merchant_id_product_id_fkey FOREIGN KEY (merchant_id, product_id) REFERENCES products(merchant_id, product_id) ON DELETE CASCADE;
ALTER TABLE product_upgrade_sources ADD CONSTRAINT product_upgrade_sources_merchant_id_from_product_id_fkey FOREIGN KEY (merchant_id, from_product_id) REFERENCES products(merchant_id, product_id) ON DELETE CASCADE;
ALTER TABLE product_upgrade_sources ADD CONSTRAINT product_upgrade_sources_merchant_id_product_id_fkey FOREIGN KEY (merchant_id, product_id) REFERENCES product_upgrade_schemas(merchant_id, product_id) ON DELETE CASCADE;
ALTER TABLE products ADD CONSTRAINT products_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE products ADD CONSTRAINT products_merchant_id_group_code_fkey FOREIGN KEY (merchant_id, group_code) REFERENCES product_groups(merchant_id, code);
ALTER TABLE promotion_coupons ADD CONSTRAINT promotion_coupons_merchant_id_promotion_code_fkey FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions(merchant_id, promotion_code) ON DELETE CASCADE;
ALTER TABLE promotion_limits ADD CONSTRAINT promotion_limits_merchant_id_promotion_code_fkey FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions(merchant_id, promotion_code) ON DELETE CASCADE;
ALTER TABLE promotion_prices ADD CONSTRAINT promotion_prices_merchant_id_promotion_code_fkey FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions(merchant_id, promotion_code) ON DELETE CASCADE;
ALTER TABLE promotion_products ADD CONSTRAINT promotion_products_merchant_id_promotion_code_fkey FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions(merchant_id, promotion_code) ON DELETE CASCADE;
ALTER TABLE promotion_uses ADD CONSTRAINT promotion_uses_merchant_id_promotion_code_fkey FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions(merchant_id, promotion_code) ON DELETE CASCADE;
ALTER TABLE promotions ADD CONSTRAINT promotions_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE purchase_order_documents ADD CONSTRAINT purchase_order_documents_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE refunds ADD CONSTRAINT refunds_merchant_id_payment_id_fkey FOREIGN KEY (merchant_id, payment_id) REFERENCES payments(merchant_id, payment_id);
ALTER TABLE refunds ADD CONSTRAINT refunds_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE renewals ADD CONSTRAINT renewals_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE renewals ADD CONSTRAINT renewals_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE shipping_methods ADD CONSTRAINT shipping_methods_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE sign_on_tokens ADD CONSTRAINT sign_on_tokens_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE simulator_challenges ADD CONSTRAINT simulator_challenges_merchant_id_idempotency_key_fkey FOREIGN KEY (merchant_id, idempotency_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE simulator_disputes ADD CONSTRAINT simulator_disputes_merchant_id_charge_key_fkey FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE simulator_events ADD CONSTRAINT simulator_events_merchant_id_charge_key_fkey FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE simulator_events ADD CONSTRAINT simulator_events_merchant_id_dispute_reference_fkey FOREIGN KEY (merchant_id, dispute_reference) REFERENCES simulator_disputes(merchant_id, dispute_reference);
ALTER TABLE simulator_movements ADD CONSTRAINT simulator_movements_merchant_id_charge_key_fkey FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE simulator_pages ADD CONSTRAINT simulator_pages_merchant_id_idempotency_key_fkey FOREIGN KEY (merchant_id, idempotency_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE skus ADD CONSTRAINT skus_merchant_id_product_id_configuration_code_fkey FOREIGN KEY (merchant_id, product_id, configuration_code) REFERENCES pricing_configurations(merchant_id, product_id, code) ON DELETE CASCADE;
ALTER TABLE stored_cards ADD CONSTRAINT stored_cards_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE subscription_events ADD CONSTRAINT subscription_events_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscription_fields ADD CONSTRAINT subscription_fields_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscription_imports ADD CONSTRAINT subscription_imports_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscription_orders ADD CONSTRAINT subscription_orders_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE subscription_orders ADD CONSTRAINT subscription_orders_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_card_id_fkey FOREIGN KEY (merchant_id, card_id) REFERENCES stored_cards(merchant_id, card_id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE tax_categories ADD CONSTRAINT tax_categories_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_primary_product_code_fkey FOREIGN KEY (merchant_id, primary_product_code) REFERENCES products(merchant_id, code);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_recommended_product_code_fkey FOREIGN KEY (merchant_id, recommended_product_code) REFERENCES products(merchant_id, code);

CREATE OR REPLACE FUNCTION public.claim_call(p_claim idempotent_calls)
 RETURNS idempotent_calls
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_first idempotent_calls;
BEGIN
  INSERT INTO idempotent_calls AS c VALUES (p_claim.*)
  ON CONFLICT (merchant_id, kind, key) DO UPDATE
  SET (request_hash, made_id, answer, claimed_at, expires_at) =
      (EXCLUDED.request_hash, EXCLUDED.made_id, EXCLUDED.answer, EXCLUDED.claimed_at, EXCLUDED.expires_at)
  WHERE c.expires_at <= EXCLUDED.claimed_at;
  IF FOUND THEN
    RETURN NULL;
  END IF;
  SELECT * INTO v_first FROM idempotent_calls
  WHERE merchant_id = p_claim.merchant_id AND kind = p_claim.kind AND key = p_claim.key;
  RETURN v_first;
END
$function$;

CREATE OR REPLACE FUNCTION public.place_order(p_merchant_id bigint, p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb DEFAULT NULL::jsonb, p_keys jsonb DEFAULT NULL::jsonb)
 RETURNS idempotent_calls
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_refused text;
  v_claim idempotent_calls;
  v_first idempotent_calls;
  v_taken text[] := '{}';
BEGIN
  IF p_keys IS NOT NULL THEN
    FOR v_claim IN SELECT * FROM jsonb_populate_recordset(NULL::idempotent_calls, p_keys) LOOP
      v_first := claim_call(v_claim);
      IF v_first.merchant_id IS NOT NULL THEN
        DELETE FROM idempotent_calls
        WHERE merchant_id = p_merchant_id AND kind = ANY (v_taken) AND made_id = (p_order ->> 'ref_no')::bigint
          AND key IN (SELECT k ->> 'key' FROM jsonb_array_elements(p_keys) k);
        RETURN v_first;
      END IF;
      v_taken := v_taken || v_claim.kind;
    END LOOP;
  END IF;
  INSERT INTO orders SELECT * FROM jsonb_populate_record(NULL::orders, p_order);
  INSERT INTO order_items SELECT * FROM jsonb_populate_recordset(NULL::order_items, p_items);
  IF p_payment IS NOT NULL THEN
    INSERT INTO payments SELECT * FROM jsonb_populate_record(NULL::payments, p_payment);
  END IF;
  IF p_claims IS NOT NULL THEN
    v_refused := claim_promotions(p_merchant_id, (p_order ->> 'ref_no')::bigint, p_claims);
    IF v_refused IS NOT NULL THEN
      RAISE EXCEPTION 'promotion % cannot be used', v_refused USING ERRCODE = 'SU002';
    END IF;
  END IF;
  RETURN NULL;
END
$function$;

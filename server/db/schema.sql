-- The whole schema of today. Written from the migrations; do not edit by hand.

-- Bodies may name tables that come further down.
SET check_function_bodies = off;

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

CREATE OR REPLACE FUNCTION public.finish_order(p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_order_no bigint, p_customer_id bigint, p_customer jsonb, p_card jsonb, p_subscriptions jsonb, p_subscription_orders jsonb, p_ledger jsonb, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.finish_refund(p_merchant_id bigint, p_ref_no bigint, p_refund_id bigint, p_ledger jsonb, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
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
      IF v_list.low_stock_at IS NULL THEN
        is_low := note_stock(p_merchant_id, v_list.list_id, p_at);
      END IF;
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

CREATE OR REPLACE FUNCTION public.note_stock(p_merchant_id bigint, p_list_id bigint, p_at timestamp with time zone)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_list code_lists;
  v_free bigint;
BEGIN
  SELECT * INTO v_list FROM code_lists WHERE merchant_id = p_merchant_id AND list_id = p_list_id;
  IF v_list.shared_key IS NULL AND v_list.low_stock_below IS NOT NULL THEN
    SELECT count(*) INTO v_free FROM (
      SELECT FROM activation_keys WHERE merchant_id = p_merchant_id AND list_id = p_list_id AND is_free
      LIMIT v_list.low_stock_below) free;
  END IF;
  IF v_free < v_list.low_stock_below THEN
    UPDATE code_lists SET low_stock_at = p_at
    WHERE merchant_id = p_merchant_id AND list_id = p_list_id AND low_stock_at IS NULL;
    RETURN FOUND;
  END IF;
  IF v_list.low_stock_at IS NOT NULL THEN
    UPDATE code_lists SET low_stock_at = NULL WHERE merchant_id = p_merchant_id AND list_id = p_list_id;
  END IF;
  RETURN false;
END
$function$;

CREATE OR REPLACE FUNCTION public.place_order(p_merchant_id bigint, p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb DEFAULT NULL::jsonb)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
DECLARE
  v_refused text;
BEGIN
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

CREATE OR REPLACE FUNCTION public.retry_payment(p_merchant_id bigint, p_ref_no bigint, p_payment jsonb)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION public.settle_payment(p_merchant_id bigint, p_ref_no bigint, p_payment_id bigint, p_from text[], p_state text, p_gateway_reference text, p_token text, p_card jsonb, p_challenge jsonb, p_decline_reason text, p_order_status text, p_at timestamp with time zone)
 RETURNS text
 LANGUAGE plpgsql
AS $function$
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
  CONSTRAINT additional_fields_pkey PRIMARY KEY (merchant_id, code),
  CONSTRAINT additional_fields_apply_to_check CHECK ((apply_to = ANY (ARRAY['ORDER'::text, 'PRODUCT'::text]))),
  CONSTRAINT additional_fields_type_check CHECK ((type = ANY (ARRAY['LISTBOX'::text, 'CHECKBOX'::text, 'TEXT'::text, 'HIDDEN'::text])))
);

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
  CONSTRAINT code_lists_low_stock_below_check CHECK ((low_stock_below > 0)),
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

CREATE TABLE exchange_rates (
  currency text NOT NULL,
  rate_e8 bigint NOT NULL,
  as_of date NOT NULL,
  source text NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT exchange_rates_pkey PRIMARY KEY (currency),
  CONSTRAINT exchange_rates_rate_e8_check CHECK ((rate_e8 > 0))
);

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
  CONSTRAINT merchant_keys_purpose_check CHECK ((purpose = ANY (ARRAY['API'::text, 'BUY_LINK'::text, 'INS'::text])))
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
  CONSTRAINT orders_pkey PRIMARY KEY (merchant_id, ref_no),
  CONSTRAINT orders_approve_status_check CHECK ((approve_status = ANY (ARRAY['WAITING'::text, 'OK'::text, 'FRAUD'::text, 'INVALIDDATA'::text]))),
  CONSTRAINT orders_status_check CHECK ((status = ANY (ARRAY['PENDING'::text, 'PURCHASE_PENDING'::text, 'AUTHRECEIVED'::text, 'COMPLETE'::text, 'CANCELED'::text, 'REVERSED'::text, 'REFUND'::text]))),
  CONSTRAINT orders_vendor_approve_status_check CHECK ((vendor_approve_status = ANY (ARRAY['OK'::text, 'WAITING'::text, 'REJECTED'::text])))
);

CREATE INDEX orders_customer ON public.orders USING btree (merchant_id, customer_id) WHERE (customer_id IS NOT NULL);
CREATE INDEX orders_expiring ON public.orders USING btree (merchant_id, expires_at) WHERE ((status = ANY (ARRAY['PENDING'::text, 'PURCHASE_PENDING'::text])) AND (expires_at IS NOT NULL));
CREATE INDEX orders_external_reference ON public.orders USING btree (merchant_id, external_reference) WHERE (external_reference IS NOT NULL);
CREATE INDEX orders_placed ON public.orders USING btree (merchant_id, placed_at DESC, ref_no DESC);
CREATE INDEX orders_status ON public.orders USING btree (merchant_id, status, placed_at DESC);
CREATE INDEX orders_to_finish ON public.orders USING btree (merchant_id, placed_at) WHERE (status = 'AUTHRECEIVED'::text);

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
  CONSTRAINT refunds_pkey PRIMARY KEY (merchant_id, refund_id),
  CONSTRAINT refunds_amount_minor_check CHECK ((amount_minor > 0)),
  CONSTRAINT refunds_check CHECK (((net_minor >= 0) AND (vat_minor >= 0) AND ((net_minor + vat_minor) = amount_minor))),
  CONSTRAINT refunds_check1 CHECK (((state = 'REFUSED'::text) = (refusal IS NOT NULL))),
  CONSTRAINT refunds_state_check CHECK ((state = ANY (ARRAY['REQUESTED'::text, 'DONE'::text, 'REFUSED'::text])))
);

CREATE INDEX refunds_open ON public.refunds USING btree (merchant_id, updated_at) WHERE (state = 'REQUESTED'::text);
CREATE UNIQUE INDEX refunds_open_order ON public.refunds USING btree (merchant_id, ref_no) WHERE (state = 'REQUESTED'::text);
CREATE INDEX refunds_order ON public.refunds USING btree (merchant_id, ref_no, refund_id);

CREATE TABLE renewals (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  cycle_number integer NOT NULL,
  ref_no bigint NOT NULL,
  state text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  CONSTRAINT renewals_pkey PRIMARY KEY (merchant_id, reference, cycle_number),
  CONSTRAINT renewals_state_check CHECK ((state = ANY (ARRAY['OPEN'::text, 'DONE'::text, 'FAILED'::text, 'CANCELED'::text])))
);

CREATE UNIQUE INDEX renewals_order ON public.renewals USING btree (merchant_id, ref_no);

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
  CONSTRAINT simulator_charges_pkey PRIMARY KEY (merchant_id, idempotency_key),
  CONSTRAINT simulator_charges_amount_minor_check CHECK ((amount_minor >= 0)),
  CONSTRAINT simulator_charges_check CHECK (((state = 'DECLINED'::text) = (decline_reason IS NOT NULL))),
  CONSTRAINT simulator_charges_check1 CHECK (((state = 'DECLINED'::text) OR (brand IS NOT NULL))),
  CONSTRAINT simulator_charges_check2 CHECK (((captured_minor >= 0) AND (captured_minor <= amount_minor))),
  CONSTRAINT simulator_charges_check3 CHECK (((refunded_minor >= 0) AND (refunded_minor <= captured_minor))),
  CONSTRAINT simulator_charges_check4 CHECK (((state = 'APPROVED'::text) OR ((captured_at IS NULL) AND (voided_at IS NULL)))),
  CONSTRAINT simulator_charges_check5 CHECK (((captured_at IS NULL) OR (voided_at IS NULL))),
  CONSTRAINT simulator_charges_check6 CHECK (((captured_at IS NOT NULL) OR (captured_minor = 0))),
  CONSTRAINT simulator_charges_review_check CHECK ((review = ANY (ARRAY['NONE'::text, 'HOLD'::text]))),
  CONSTRAINT simulator_charges_state_check CHECK ((state = ANY (ARRAY['APPROVED'::text, 'DECLINED'::text, 'CHALLENGED'::text])))
);

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

CREATE TABLE simulator_tokens (
  merchant_id bigint NOT NULL,
  token text NOT NULL,
  idempotency_key text NOT NULL,
  brand text NOT NULL,
  first_digits text NOT NULL,
  last_digits text NOT NULL,
  expiration_month text NOT NULL,
  expiration_year text NOT NULL,
  test_behaviour text NOT NULL,
  live_behaviour text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT simulator_tokens_pkey PRIMARY KEY (merchant_id, token),
  CONSTRAINT simulator_tokens_merchant_id_idempotency_key_key UNIQUE (merchant_id, idempotency_key)
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
  CONSTRAINT stored_cards_pkey PRIMARY KEY (merchant_id, card_id)
);

CREATE INDEX stored_cards_customer ON public.stored_cards USING btree (merchant_id, customer_id);

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

CREATE INDEX subscription_events_subscription ON public.subscription_events USING btree (merchant_id, reference, event_id);

CREATE TABLE subscription_fields (
  merchant_id bigint NOT NULL,
  reference text NOT NULL,
  name text NOT NULL,
  value text NOT NULL,
  created_at timestamp with time zone NOT NULL,
  CONSTRAINT subscription_fields_pkey PRIMARY KEY (merchant_id, reference, name)
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

CREATE INDEX subscriptions_customer ON public.subscriptions USING btree (merchant_id, customer_id);
CREATE INDEX subscriptions_due ON public.subscriptions USING btree (merchant_id, charge_at) WHERE (charge_at IS NOT NULL);
CREATE INDEX subscriptions_email ON public.subscriptions USING btree (merchant_id, lower(email));
CREATE INDEX subscriptions_expiry ON public.subscriptions USING btree (merchant_id, expires_at, reference);
CREATE UNIQUE INDEX subscriptions_external_reference ON public.subscriptions USING btree (merchant_id, external_reference) WHERE (external_reference IS NOT NULL);
CREATE INDEX subscriptions_product ON public.subscriptions USING btree (merchant_id, product_code, reference);
CREATE INDEX subscriptions_purchased ON public.subscriptions USING btree (merchant_id, purchased_at, reference);
CREATE INDEX subscriptions_resuming ON public.subscriptions USING btree (merchant_id, resumes_at) WHERE (resumes_at IS NOT NULL);
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
ALTER TABLE ledger_entries ADD CONSTRAINT ledger_entries_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE merchant_keys ADD CONSTRAINT merchant_keys_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
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
ALTER TABLE refunds ADD CONSTRAINT refunds_merchant_id_payment_id_fkey FOREIGN KEY (merchant_id, payment_id) REFERENCES payments(merchant_id, payment_id);
ALTER TABLE refunds ADD CONSTRAINT refunds_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE renewals ADD CONSTRAINT renewals_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE renewals ADD CONSTRAINT renewals_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE shipping_methods ADD CONSTRAINT shipping_methods_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE simulator_challenges ADD CONSTRAINT simulator_challenges_merchant_id_idempotency_key_fkey FOREIGN KEY (merchant_id, idempotency_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE simulator_movements ADD CONSTRAINT simulator_movements_merchant_id_charge_key_fkey FOREIGN KEY (merchant_id, charge_key) REFERENCES simulator_charges(merchant_id, idempotency_key);
ALTER TABLE skus ADD CONSTRAINT skus_merchant_id_product_id_configuration_code_fkey FOREIGN KEY (merchant_id, product_id, configuration_code) REFERENCES pricing_configurations(merchant_id, product_id, code) ON DELETE CASCADE;
ALTER TABLE stored_cards ADD CONSTRAINT stored_cards_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE subscription_events ADD CONSTRAINT subscription_events_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscription_fields ADD CONSTRAINT subscription_fields_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscription_orders ADD CONSTRAINT subscription_orders_merchant_id_ref_no_fkey FOREIGN KEY (merchant_id, ref_no) REFERENCES orders(merchant_id, ref_no);
ALTER TABLE subscription_orders ADD CONSTRAINT subscription_orders_merchant_id_reference_fkey FOREIGN KEY (merchant_id, reference) REFERENCES subscriptions(merchant_id, reference);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_card_id_fkey FOREIGN KEY (merchant_id, card_id) REFERENCES stored_cards(merchant_id, card_id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_customer_id_fkey FOREIGN KEY (merchant_id, customer_id) REFERENCES customers(merchant_id, customer_id);
ALTER TABLE subscriptions ADD CONSTRAINT subscriptions_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE tax_categories ADD CONSTRAINT tax_categories_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_fkey FOREIGN KEY (merchant_id) REFERENCES merchants(merchant_id);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_primary_product_code_fkey FOREIGN KEY (merchant_id, primary_product_code) REFERENCES products(merchant_id, code);
ALTER TABLE up_sell_campaigns ADD CONSTRAINT up_sell_campaigns_merchant_id_recommended_product_code_fkey FOREIGN KEY (merchant_id, recommended_product_code) REFERENCES products(merchant_id, code);

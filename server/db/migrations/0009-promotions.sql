CREATE TABLE promotions (
  merchant_id bigint NOT NULL REFERENCES merchants,
  promotion_code text NOT NULL,
  type text NOT NULL CHECK (type IN ('REGULAR', 'GLOBAL', 'SPECIAL_PRICE', 'RENEWAL', 'CUMULATIVE')),
  name text NOT NULL,
  description text NOT NULL,
  enabled boolean NOT NULL,
  channel_type text NOT NULL CHECK (channel_type IN ('ECOMMERCE', 'CHANNEL_MANAGER', 'ALL')),
  -- Days of the account's time zone, both included; null: at once, without end.
  starts_on date,
  ends_on date,
  maximum_orders integer CHECK (maximum_orders > 0),
  maximum_quantity integer CHECK (maximum_quantity > 0),
  instant_discount boolean NOT NULL,
  auto_apply boolean NOT NULL,
  coupon_type text NOT NULL CHECK (coupon_type IN ('SINGLE', 'MULTIPLE')),
  -- {type: PERCENT, ratePpm} or {type: FIXED, defaultCurrency, values: [{currency, amountMinor}]}; null for SPECIAL_PRICE.
  discount jsonb,
  -- Of the special prices.
  default_currency text,
  -- {currency, amountMinor}: order value, tax included, from which the promotion counts.
  price_threshold jsonb,
  apply_recurring text NOT NULL CHECK (apply_recurring IN ('NONE', 'ALL', 'CUSTOM')),
  recurring_charges integer,
  publish_to_affiliates boolean NOT NULL,
  tax_category uuid,
  sources text[] NOT NULL,
  -- [{language, name}]
  translations jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, promotion_code)
);

CREATE INDEX promotions_created ON promotions (merchant_id, created_at, promotion_code);
-- Promotions that may count although nobody entered a coupon.
CREATE INDEX promotions_automatic ON promotions (merchant_id, ends_on)
  WHERE enabled AND (instant_discount OR (auto_apply AND coupon_type = 'SINGLE'));

CREATE TABLE promotion_products (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  position integer NOT NULL,
  product_code text NOT NULL,
  -- Null: every price list.
  configuration_code text,
  -- Empty: whatever options were chosen; else one of these.
  option_codes text[] NOT NULL,
  PRIMARY KEY (merchant_id, promotion_code, position),
  FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions ON DELETE CASCADE
);

CREATE INDEX promotion_products_product ON promotion_products (merchant_id, product_code);

-- What a unit costs under a promotion of type SPECIAL_PRICE.
CREATE TABLE promotion_prices (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  position integer NOT NULL,
  product_code text NOT NULL,
  configuration_code text NOT NULL,
  -- Digest of the combination of options; null: for all of them.
  option_hash text,
  -- [{groupName, optionText}], only told back.
  options jsonb NOT NULL,
  -- [{currency, amountMinor}]
  prices jsonb NOT NULL,
  PRIMARY KEY (merchant_id, promotion_code, position),
  FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions ON DELETE CASCADE
);

CREATE INDEX promotion_prices_product ON promotion_prices (merchant_id, product_code);

CREATE TABLE promotion_coupons (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  -- The code as it is compared.
  coupon_key text NOT NULL,
  code text NOT NULL,
  position integer NOT NULL,
  -- Whether the promotion is enabled; a code leads to one promotion at a time.
  active boolean NOT NULL,
  -- The order that used it up; only codes of promotions with many codes are used up.
  used_by bigint,
  PRIMARY KEY (merchant_id, promotion_code, coupon_key),
  FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions ON DELETE CASCADE
);

CREATE UNIQUE INDEX promotion_coupons_active ON promotion_coupons (merchant_id, coupon_key) WHERE active;

-- The counter of a promotion that counts for a limited number of orders. Other promotions have no row here, so that the
-- orders of a large campaign do not wait for each other.
CREATE TABLE promotion_limits (
  merchant_id bigint NOT NULL,
  promotion_code text NOT NULL,
  maximum_orders integer NOT NULL,
  orders_counted integer NOT NULL CHECK (orders_counted >= 0),
  PRIMARY KEY (merchant_id, promotion_code),
  FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions ON DELETE CASCADE
);

-- Which orders a promotion counted for. A row goes when its order ends unpaid.
CREATE TABLE promotion_uses (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  promotion_code text NOT NULL,
  coupon_key text,
  PRIMARY KEY (merchant_id, ref_no, promotion_code),
  FOREIGN KEY (merchant_id, promotion_code) REFERENCES promotions ON DELETE CASCADE
);

CREATE INDEX promotion_uses_promotion ON promotion_uses (merchant_id, promotion_code);

-- Counts an order as a use of promotions: p_claims is [{promotionCode, couponKey}], couponKey null when no coupon was
-- needed. Null when all were claimed; else the code of a promotion that can no longer be used, and nothing is written.
-- Rows are locked in the order of their keys, and all are looked at before the first is changed. An order that has
-- claimed a promotion before keeps its claim.
CREATE FUNCTION claim_promotions(p_merchant_id bigint, p_ref_no bigint, p_claims jsonb)
RETURNS text LANGUAGE plpgsql AS $$
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
$$;

-- Takes back what an order claimed, when it ends unpaid. Doing it twice is harmless.
CREATE FUNCTION release_promotions(p_merchant_id bigint, p_ref_no bigint)
RETURNS void LANGUAGE plpgsql AS $$
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
$$;

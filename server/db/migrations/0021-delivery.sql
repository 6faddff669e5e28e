-- What an order line owes its buyer in electronic goods, and the activation keys that are handed out for it.

-- A list of activation keys. A shared list hands out one and the same key to everybody and so is never used up.
CREATE TABLE code_lists (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- Keys refer to the id, so that a new list under the code of a deleted one begins anew.
  list_id bigint NOT NULL,
  code text NOT NULL,
  name text NOT NULL,
  -- STATIC: the keys stand in activation_keys.
  kind text NOT NULL CHECK (kind IN ('STATIC')),
  shared_key text CHECK (octet_length(shared_key) BETWEEN 1 AND 2000),
  -- Whether each unit of an order line gets a key, or the line as a whole.
  key_per text NOT NULL CHECK (key_per IN ('UNIT', 'LINE')),
  -- What the buyer is told about the keys.
  description text NOT NULL,
  -- Fewer free keys than this are few; null: nobody wants to know.
  low_stock_below integer CHECK (low_stock_below BETWEEN 1 AND 100000),
  -- Since when there are few; null while there are enough.
  low_stock_at timestamptz,
  last_key_no bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, list_id)
);

CREATE UNIQUE INDEX code_lists_code ON code_lists (merchant_id, code);

-- The keys of the lists, handed out in the order of their numbers, which is that of their upload.
CREATE TABLE activation_keys (
  merchant_id bigint NOT NULL,
  list_id bigint NOT NULL,
  key_no bigint NOT NULL,
  code text NOT NULL CHECK (octet_length(code) BETWEEN 1 AND 2000),
  is_free boolean NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, list_id, key_no),
  FOREIGN KEY (merchant_id, list_id) REFERENCES code_lists
);

CREATE UNIQUE INDEX activation_keys_code ON activation_keys (merchant_id, list_id, code);
CREATE INDEX activation_keys_free ON activation_keys (merchant_id, list_id, key_no) WHERE is_free;

-- One row an order line that this program delivers: an intent first, then what was delivered.
CREATE TABLE deliveries (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  product_id bigint NOT NULL,
  product_code text NOT NULL,
  quantity integer NOT NULL,
  state text NOT NULL CHECK (state IN ('WAITING', 'SHORT', 'DELIVERED', 'CANCELED')),
  -- The list that the product named when this was last tried.
  list_code text,
  -- The texts and the file as they were when this was delivered.
  description text NOT NULL,
  codes_description text NOT NULL,
  download_file jsonb,
  wanted_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  delivered_at timestamptz,
  PRIMARY KEY (merchant_id, ref_no, line_no),
  FOREIGN KEY (merchant_id, ref_no, line_no) REFERENCES order_items,
  CHECK ((state = 'DELIVERED') = (delivered_at IS NOT NULL))
);

CREATE INDEX deliveries_waiting ON deliveries (merchant_id, wanted_at) WHERE state = 'WAITING';
CREATE INDEX deliveries_short ON deliveries (merchant_id, product_id, wanted_at) WHERE state = 'SHORT';

-- The keys that orders were given, as they were then; one that was taken back may be given to another order.
CREATE TABLE delivered_codes (
  merchant_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  line_no smallint NOT NULL,
  code_no integer NOT NULL,
  code text NOT NULL CHECK (octet_length(code) BETWEEN 1 AND 2000),
  list_id bigint NOT NULL,
  -- Null for the key of a shared list.
  key_no bigint,
  taken_back_at timestamptz,
  PRIMARY KEY (merchant_id, ref_no, line_no, code_no),
  FOREIGN KEY (merchant_id, ref_no, line_no) REFERENCES deliveries
);

-- A key is in the hands of one order at most.
CREATE UNIQUE INDEX delivered_codes_key ON delivered_codes (merchant_id, list_id, key_no)
  WHERE key_no IS NOT NULL AND taken_back_at IS NULL;
CREATE INDEX delivered_codes_code ON delivered_codes (merchant_id, code);

-- The products that hand out keys of a list.
CREATE INDEX products_code_list ON products (merchant_id, (details #>> '{FulfillmentInformation,CodeList,Code}'))
  WHERE details #>> '{FulfillmentInformation,CodeList,Code}' IS NOT NULL;

-- The functions below lock in one order: the order, its deliveries, keys, a list. Only what takes several keys locks
-- their list first; it waits for nothing after that, as it passes over keys that others hold.

CREATE FUNCTION has_few_keys(p_merchant_id bigint, p_list_id bigint, p_below integer)
RETURNS boolean LANGUAGE sql STABLE STRICT AS $$
  SELECT count(*) < p_below FROM (
    SELECT FROM activation_keys WHERE merchant_id = p_merchant_id AND list_id = p_list_id AND is_free
    ORDER BY key_no LIMIT p_below) free
$$;

-- Notes since when a list has few keys, or that it has enough again. True when it began to have few with this call.
CREATE FUNCTION note_stock(p_merchant_id bigint, p_list_id bigint, p_at timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
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
$$;

-- Delivers an order line that waits: hands out its keys, all or none, and notes the texts that go with them. Answers
-- the state after it, or none when there is no such delivery, and whether the list began to have few keys.
CREATE FUNCTION make_delivery(
  p_merchant_id bigint, p_ref_no bigint, p_line_no integer, p_list_code text, p_description text,
  p_download_file jsonb, p_at timestamptz, OUT state text, OUT is_low boolean
) LANGUAGE plpgsql AS $$
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
$$;

-- Adds keys to a list in the order given; those that it has are left out. Answers how many were added.
CREATE FUNCTION add_keys(p_merchant_id bigint, p_list_id bigint, p_codes text[], p_at timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
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
$$;

-- Ends the deliveries of an order that still wait and, if wished, puts its keys back into their lists. Answers how many
-- keys those are.
CREATE FUNCTION take_back_keys(p_merchant_id bigint, p_ref_no bigint, p_reuse boolean, p_at timestamptz)
RETURNS bigint LANGUAGE plpgsql AS $$
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
$$;

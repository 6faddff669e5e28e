-- Calls that are made once however often they arrive: a row remembers which request a key stood for and what came of it.
CREATE TABLE idempotent_calls (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- KEY: sent by the client for the purpose. EXTERNAL_REFERENCE: of an order, where an account says that it is unique.
  kind text NOT NULL CHECK (kind IN ('KEY', 'EXTERNAL_REFERENCE')),
  key text NOT NULL,
  -- Tells the same request from another one; no secret of the request goes into it.
  request_hash bytea NOT NULL,
  -- The order or refund that the call made; null for calls that keep their answer.
  made_id bigint,
  answer jsonb,
  claimed_at timestamptz NOT NULL,
  -- When the key is free again, by the merchant's clock; null: never.
  expires_at timestamptz,
  PRIMARY KEY (merchant_id, kind, key)
);

CREATE INDEX idempotent_calls_expiring ON idempotent_calls (merchant_id, expires_at) WHERE expires_at IS NOT NULL;

-- Takes a key for a call. Null when it is taken now, or else the call that has it; waits for one that is just taking it.
CREATE FUNCTION claim_call(p_claim idempotent_calls) RETURNS idempotent_calls LANGUAGE plpgsql AS $$
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
$$;

-- Places an order unless one of its keys stands for a call that was made before: then nothing is written and that call
-- is answered; null for an order that was placed. Keys are claimed in the order in which they are given, which has to be
-- the same for all callers.
DROP FUNCTION place_order(bigint, jsonb, jsonb, jsonb, jsonb);

CREATE FUNCTION place_order(
  p_merchant_id bigint, p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb DEFAULT NULL,
  p_keys jsonb DEFAULT NULL
) RETURNS idempotent_calls LANGUAGE plpgsql AS $$
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
$$;

-- Whether every order has to answer an additional field of orders; those of products say so at the product.
ALTER TABLE additional_fields ADD COLUMN required_of_orders boolean NOT NULL DEFAULT false;
CREATE INDEX additional_fields_required ON additional_fields (merchant_id) WHERE required_of_orders;

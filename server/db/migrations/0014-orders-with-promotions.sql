-- An order takes the uses of its promotions in the same moment; when one of them is used up, nothing is written.
DROP FUNCTION place_order(bigint, jsonb, jsonb, jsonb);

CREATE FUNCTION place_order(
  p_merchant_id bigint, p_order jsonb, p_items jsonb, p_payment jsonb, p_claims jsonb DEFAULT NULL
) RETURNS void LANGUAGE plpgsql AS $$
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
$$;

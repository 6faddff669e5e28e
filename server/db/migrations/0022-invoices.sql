-- Invoices of sales and credit notes of refunds. A row is written with what brings it about, as an intent without a
-- number; it gets its number afterwards, without gaps in its series, and never changes from then on.
CREATE TABLE invoices (
  merchant_id bigint NOT NULL,
  invoice_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  kind text NOT NULL CHECK (kind IN ('SALE', 'CREDIT_NOTE')),
  -- The refund that a credit note tells of.
  refund_id bigint,
  is_test boolean NOT NULL,
  -- What the number begins with; numbers are counted by series.
  series text NOT NULL,
  series_no bigint CHECK (series_no > 0),
  number text,
  -- On a credit note: number and day of the invoice that it corrects, known when it gets its own number.
  corrects_number text,
  corrects_on date,
  currency text NOT NULL,
  -- Below zero on credit notes.
  net_minor bigint NOT NULL,
  vat_minor bigint NOT NULL,
  gross_minor bigint NOT NULL,
  buyer_name text NOT NULL,
  -- What the document tells, as it was then.
  document jsonb NOT NULL,
  -- The day that the document bears, in the merchant's zone; never before that of the number before it.
  issued_on date NOT NULL,
  issued_at timestamptz NOT NULL,
  numbered_at timestamptz,
  PRIMARY KEY (merchant_id, invoice_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders,
  FOREIGN KEY (merchant_id, refund_id) REFERENCES refunds,
  CHECK ((kind = 'CREDIT_NOTE') = (refund_id IS NOT NULL)),
  CHECK (net_minor + vat_minor = gross_minor),
  CHECK ((number IS NULL) = (series_no IS NULL) AND (number IS NULL) = (numbered_at IS NULL))
);

-- One invoice an order, one credit note a refund.
CREATE UNIQUE INDEX invoices_order ON invoices (merchant_id, ref_no, refund_id) NULLS NOT DISTINCT;
CREATE UNIQUE INDEX invoices_series ON invoices (merchant_id, series, series_no) WHERE series_no IS NOT NULL;
CREATE INDEX invoices_unnumbered ON invoices (merchant_id, series, issued_on, issued_at, invoice_id)
  WHERE number IS NULL;
CREATE INDEX invoices_issued ON invoices (merchant_id, issued_on DESC, invoice_id DESC);

-- Finished orders are looked for by their number.
CREATE INDEX orders_order_no ON orders (merchant_id, order_no) WHERE order_no IS NOT NULL;

-- Writes intents; those that are there already are left as they are.
CREATE FUNCTION add_invoices(p_merchant_id bigint, p_invoices jsonb) RETURNS void LANGUAGE sql AS $$
  INSERT INTO invoices SELECT * FROM jsonb_populate_recordset(NULL::invoices, p_invoices) ON CONFLICT DO NOTHING;
$$;

-- Gives numbers to the documents that wait for one, in the order of their issue, at most p_limit a series; answers how
-- many got one. Only one caller at a time numbers for a merchant, and numbers are taken and used in one transaction, so
-- none is left out and none is given twice. A credit note waits for the number of the invoice that it corrects.
CREATE FUNCTION number_invoices(p_merchant_id bigint, p_digits integer, p_limit integer, p_at timestamptz)
RETURNS integer LANGUAGE plpgsql AS $$
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
$$;

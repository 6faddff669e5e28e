CREATE TABLE orders (
  merchant_id bigint NOT NULL REFERENCES merchants,
  -- The number that the API calls RefNo.
  ref_no bigint NOT NULL,
  -- Counts finished orders; null until then.
  order_no bigint,
  status text NOT NULL CHECK (status IN ('PENDING', 'AUTHRECEIVED', 'COMPLETE', 'CANCELED', 'REVERSED', 'REFUND')),
  approve_status text NOT NULL CHECK (approve_status IN ('WAITING', 'OK', 'FRAUD', 'INVALIDDATA')),
  vendor_approve_status text NOT NULL CHECK (vendor_approve_status IN ('OK', 'WAITING', 'REJECTED')),
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
  -- Tax on the prices before discounts, as the API shows it, and the tax that is owed.
  vat_minor bigint NOT NULL,
  vat_discounted_minor bigint NOT NULL,
  commission_minor bigint NOT NULL,
  affiliate_commission_minor bigint NOT NULL,
  billing jsonb NOT NULL,
  delivery jsonb NOT NULL,
  -- What is only told back: affiliate, gift, local time, additional fields and the like.
  details jsonb NOT NULL,
  placed_at timestamptz NOT NULL,
  finished_at timestamptz,
  PRIMARY KEY (merchant_id, ref_no),
  FOREIGN KEY (merchant_id, customer_id) REFERENCES customers
);

CREATE INDEX orders_placed ON orders (merchant_id, placed_at DESC, ref_no DESC);
CREATE INDEX orders_status ON orders (merchant_id, status, placed_at DESC);
CREATE INDEX orders_external_reference ON orders (merchant_id, external_reference)
  WHERE external_reference IS NOT NULL;
CREATE INDEX orders_customer ON orders (merchant_id, customer_id) WHERE customer_id IS NOT NULL;
-- Orders that are paid for but not yet finished: the work of the finisher.
CREATE INDEX orders_to_finish ON orders (merchant_id, placed_at) WHERE status = 'AUTHRECEIVED';

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
  -- The product as it was sold and what the request said of the line.
  details jsonb NOT NULL,
  PRIMARY KEY (merchant_id, ref_no, line_no),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders
);

CREATE INDEX order_items_product ON order_items (merchant_id, product_id);

-- One row an attempt to pay, written before the gateway is asked.
CREATE TABLE payments (
  merchant_id bigint NOT NULL,
  payment_id bigint NOT NULL,
  ref_no bigint NOT NULL,
  attempt smallint NOT NULL,
  gateway text NOT NULL,
  state text NOT NULL CHECK (
    state IN ('REQUESTED', 'CHALLENGED', 'AUTHORISED', 'CAPTURING', 'CAPTURED', 'DECLINED', 'VOIDING', 'VOIDED')
  ),
  -- How the buyer pays this time; what pays becomes the order's.
  payment_type text NOT NULL,
  is_test boolean NOT NULL,
  recurring_enabled boolean NOT NULL,
  customer_ip text,
  amount_minor bigint NOT NULL,
  currency text NOT NULL,
  gateway_reference text,
  token text,
  -- What may be shown of the card: brand, first and last digits, expiry, holder.
  card jsonb,
  challenge jsonb,
  decline_reason text,
  requested_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, payment_id),
  FOREIGN KEY (merchant_id, ref_no) REFERENCES orders
);

CREATE UNIQUE INDEX payments_order ON payments (merchant_id, ref_no, attempt);
CREATE INDEX payments_open ON payments (merchant_id, updated_at)
  WHERE state IN ('REQUESTED', 'CHALLENGED', 'CAPTURING', 'VOIDING');

-- Double entry: the entries of a transaction sum to zero per currency. Rows are only added.
CREATE TABLE ledger_entries (
  merchant_id bigint NOT NULL REFERENCES merchants,
  transaction_id bigint NOT NULL,
  entry_no smallint NOT NULL,
  kind text NOT NULL,
  account text NOT NULL,
  currency text NOT NULL,
  -- Debit positive, credit negative.
  amount_minor bigint NOT NULL,
  ref_no bigint,
  booked_at timestamptz NOT NULL,
  PRIMARY KEY (merchant_id, transaction_id, entry_no)
);

CREATE INDEX ledger_entries_order ON ledger_entries (merchant_id, ref_no) WHERE ref_no IS NOT NULL;
CREATE INDEX ledger_entries_account ON ledger_entries (merchant_id, account, currency, booked_at);
